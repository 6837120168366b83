"""A stream whose earlier facts this version cannot fold is parked as any other; a version that can takes it up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from services.projector.project import Projector
from services.projector.projected import Projected
from shared.domain.recorded import StoredFact
from shared.readmodels import READ_MODELS, REGISTER
from shared.rowstore.store import RowStore
from shared.transport.carried import Carried
from tests.projected import PARTITIONS, TOPIC
from tests.services.projector.test_parking import FACTS, Log, projector, turns, with_third

pytestmark = pytest.mark.integration

EARLIER = with_third(topic="AssessmentDreamt/1")
"""The log as an earlier version reads it, which does not know the third fact."""


def the_last_two(log: Log) -> Sequence[Carried]:
    return log.carried()[4:]


@pytest.fixture
def projected_by_a_later_version(store: RowStore) -> RowStore:
    """Up to position 4: MP106 is in refinement, and so is MP107."""
    projector(store, Log(FACTS)).project(Log(FACTS).carried()[:4])
    return store


def parked(store: RowStore) -> list[tuple[str, int, int]]:
    return [(each.stream, each.position, each.attempts) for each in store.parked(store.live())]


def test_an_earlier_version_parks_what_follows_facts_that_it_does_not_know(
    projected_by_a_later_version: RowStore,
) -> None:
    store = projected_by_a_later_version
    assert projector(store, EARLIER).project(the_last_two(EARLIER)) == Projected(facts=2, parked=1)
    assert parked(store) == [("106", 5, 1)]
    assert turns(store, 6) == {"106": ["in_refinement"], "107": ["in_refinement", "withdrawn"]}


def test_the_reason_names_what_is_not_known_and_what_to_do(projected_by_a_later_version: RowStore) -> None:
    store = projected_by_a_later_version
    projector(store, EARLIER).project(the_last_two(EARLIER))
    assert [each.reason for each in store.parked(store.live())] == [
        "what was projected of it before, up to 106#2, cannot be folded by this version of secchange: "
        "AssessmentDreamt/1 is no fact that this version of secchange knows; "
        "run a version that can, then `secchange quarantine replay 106`"
    ]


def test_the_earlier_version_tries_again_in_vain_and_the_later_one_takes_it_up(
    projected_by_a_later_version: RowStore,
) -> None:
    store = projected_by_a_later_version
    projector(store, EARLIER).project(the_last_two(EARLIER))
    assert projector(store, EARLIER).retry(range(PARTITIONS)) == Projected(facts=0)
    assert parked(store) == [("106", 5, 2)]
    assert projector(store, Log(FACTS)).retry(range(PARTITIONS)) == Projected(facts=1)
    assert (parked(store), turns(store, 6)["106"]) == ([], ["in_refinement", "withdrawn"])


def test_earlier_facts_that_are_folded_without_an_end_park_their_stream(store: RowStore) -> None:
    log = Log(FACTS)
    projector(store, log).project(log.carried()[:4])

    def endless(history: Sequence[Any]) -> Mapping[str, Any]:
        while history[0].stream == "106":
            pass
        return REGISTER.fold(history)

    store.models = tuple(replace(model, fold=endless) if model is REGISTER else model for model in READ_MODELS)
    live = store.live_or_first(TOPIC, PARTITIONS)
    Projector(store, log, live, fold_seconds=0.05).project(the_last_two(log))
    assert parked(store) == [("106", 5, 1)]
    assert "it takes more than 0.051 s of processor time" in store.parked(live)[0].reason
    assert turns(store, 6)["107"] == ["in_refinement", "withdrawn"]


class AwayLog(Log):
    """A log that cannot be asked."""

    def stored_history(self, stream: str) -> Sequence[StoredFact]:
        raise ConnectionError("no answer")


def test_a_log_that_does_not_answer_parks_nothing(projected_by_a_later_version: RowStore) -> None:
    store = projected_by_a_later_version
    with pytest.raises(ConnectionError):
        projector(store, AwayLog(FACTS)).project(the_last_two(Log(FACTS)))
    assert parked(store) == []
