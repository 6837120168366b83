"""What travels on the topics beside that of all facts: some facts of the log, all of those, in order, and no others."""

from collections.abc import Callable, Sequence

import pytest

from services.ingest.feed.service import Topics
from services.ingest.feed.ticket_facts import PapersOut, QuarantineFacts, SomeFacts, TicketFacts
from services.ingest.relay_ports import FactLog
from shared.domain.recorded import StoredFact
from shared.schema.asyncapi import asyncapi
from shared.transport.topics import CHANGE_EVENTS
from tests.given import entries, stored
from tests.upgrade.story import STORY

OF_EVERY_KIND = stored(entries(STORY))


class Told:
    """A log of the story."""

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        return [fact for fact in OF_EVERY_KIND if fact.position > after][:limit]

    def wait(self, after: int, timeout_seconds: float) -> bool:
        return bool(self.read(after, 1))


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        (TicketFacts, ["DccTicketRevisionObserved"]),
        (
            QuarantineFacts,
            [
                *("TicketQuarantined", "QuarantineReplayed", "QuarantineDiscarded"),
                *("QuarantineArchived", "QuarantineExported"),
            ],
        ),
        (PapersOut, ["ReportIssued", "ReportRestated"]),
    ],
)
def test_each_carries_its_facts_and_no_others(facts: Callable[[FactLog], SomeFacts], names: list[str]) -> None:
    assert [fact.topic.partition("/")[0] for fact in everything(facts(Told()))] == names


@pytest.mark.parametrize(
    ("facts", "channel"),
    [(TicketFacts, "ticketRevisions"), (QuarantineFacts, "quarantine"), (PapersOut, "snapshots")],
)
def test_the_description_for_programs_lists_what_is_carried(
    facts: Callable[[FactLog], SomeFacts], channel: str
) -> None:
    carried = {fact.topic.replace("/", ".") for fact in everything(facts(Told()))}
    assert asyncapi("1.0")["channels"][channel]["messages"].keys() == carried


def test_systems_that_share_a_broker_keep_apart() -> None:
    ours, theirs = Topics.beside(CHANGE_EVENTS.name), Topics.beside("trial.events")
    assert [topic.name for topic in (ours.tickets, ours.quarantine, ours.snapshots)] == [
        "dcc.ticket.revisions.v1",
        "sec.change.quarantine.v1",
        "sec.change.snapshots.v1",
    ]
    assert [topic.name for topic in (theirs.tickets, theirs.quarantine, theirs.snapshots)] == [
        "trial.events.tickets",
        "trial.events.quarantine",
        "trial.events.snapshots",
    ]


def everything(facts: SomeFacts) -> list[StoredFact]:
    found: list[StoredFact] = []
    while some := facts.read(found[-1].position if found else 0, 10):
        found += some
    return found


def test_what_was_waited_for_is_not_read_from_the_log_again(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = TicketFacts(Told())
    before = facts.read(0, 500)
    assert facts.wait(0, 1.0)
    with monkeypatch.context() as silent:
        silent.setattr(Told, "read", lambda *_: ())
        assert facts.read(0, 500) == before
        assert not facts.read(0, 500), "once"
    assert facts.wait(0, 1.0)
    assert not facts.read(before[-1].position, 500), "from another place on the log is asked"
