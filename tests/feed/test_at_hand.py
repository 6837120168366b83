"""Histories that are kept at hand are those of the log, whoever has told more of them meanwhile."""

from collections.abc import Mapping, Sequence

import pytest

from services.ingest.feed.at_hand import HistoriesAtHand
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from tests.feed.path import FeedPath

pytestmark = pytest.mark.integration

RAISED = """
2020-01-02  MP{0}  ProposalRaised  label=DP{0} title="Meters" proposer.name=Someone
2020-02-04  MP{0}  ProposalConverted  route=refinement
"""


@pytest.fixture
def asked(feed: FeedPath, monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, int]]:
    """What the log was asked for, as it was asked."""
    heard: list[Mapping[str, int]] = []
    since = EventLog.histories_since

    def hear(log: EventLog, versions: Mapping[str, int]) -> Mapping[str, tuple[Recorded, ...]]:
        heard.append(dict(versions))
        return since(log, versions)

    monkeypatch.setattr(EventLog, "histories_since", hear)
    return heard


def ids(history: Sequence[Recorded]) -> list[str]:
    return [recorded.id for recorded in history]


def test_each_stream_has_all_that_the_log_holds_of_it(feed: FeedPath) -> None:
    feed.known(RAISED.format(106))
    found = HistoriesAtHand(feed.log).of(["106", "107"])
    assert {stream: ids(history) for stream, history in found.items()} == {"106": ["106#1", "106#2"], "107": []}


def test_what_others_told_meanwhile_is_asked_for_and_nothing_else(
    feed: FeedPath, asked: list[Mapping[str, int]]
) -> None:
    at_hand = HistoriesAtHand(feed.log)
    feed.known(RAISED.format(106))
    at_hand.of(["106"])
    feed.known("2020-03-04  MP106  ProposalWithdrawn\n2020-03-05  MP107  ProposalConverted  route=refinement")
    found = at_hand.of(["107", "106"])
    assert (ids(found["106"]), ids(found["107"])) == (["106#1", "106#2", "106#3"], ["107#1"])
    assert asked == [{"106": 0}, {"107": 0, "106": 2}]


def test_those_that_were_asked_for_last_stay(feed: FeedPath, asked: list[Mapping[str, int]]) -> None:
    for number in (106, 107, 108):
        feed.known(RAISED.format(number))
    at_hand = HistoriesAtHand(feed.log, most_facts=4)
    for stream in ("106", "107", "106", "108", "106", "107"):
        assert len(at_hand.of([stream])[stream]) == 2
    assert [list(each.values()) for each in asked] == [[0], [0], [2], [0], [2], [0]]
