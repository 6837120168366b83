"""How far the rows are, read from a real log and a real row store."""

from collections.abc import Mapping

import pytest

from services.projector.project import Projector
from shared.eventlog.log import EventLog
from shared.operation.ends import Ends
from shared.operation.look import status
from shared.rowstore.store import RowStore
from shared.transport.topics import Topic
from tests.given import entries
from tests.projected import carried

pytestmark = pytest.mark.integration

TOPIC = Topic("facts", 4, {})
FACTS = entries("""
2020-03-02  MP106  ProposalNamed  label=MP106 title=Meters
2020-03-02  MP107  ProposalNamed  label=MP107 title=Gateways
2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15
2020-03-27  MP107  AssessmentAccepted  PA 1  target_wd=15
""")


def test_before_anything_is_projected_everything_is_missing(log: EventLog, store: RowStore) -> None:
    log.import_entries(FACTS)
    found = status(log, store, TOPIC)
    assert (found.generation, found.position, found.head, found.facts_behind) == (None, 0, 4, 4)
    assert 0 < found.seconds_behind < 60


def test_what_is_projected_is_no_longer_behind_and_the_rest_is(log: EventLog, store: RowStore) -> None:
    log.import_entries(FACTS)
    projector = Projector(store, log, store.live_or_first(TOPIC.name, TOPIC.partition_count))
    projector.project(carried(log)[:3])
    found = status(log, store, TOPIC)
    assert (found.position, found.facts_behind) == (3, 1)
    projector.catch_up()
    found = status(log, store, TOPIC)
    assert (found.position, found.facts_behind, found.seconds_behind, found.is_complete) == (4, 0, 0.0, True)


def test_whoever_looks_again_goes_through_what_came_since_alone_and_finds_the_same(
    log: EventLog, store: RowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends, asked = Ends(log), list[int]()
    streams = log.streams

    def told(upto: int, *, after: int = 0) -> Mapping[str, int]:
        asked.append(after)
        return streams(upto, after=after)

    monkeypatch.setattr(log, "streams", told)
    log.import_entries(FACTS[:2])
    assert ends.upto(2, 1) == [{"106": 1, "107": 2}]
    log.import_entries(FACTS[2:])
    assert [list(streams.items()) for streams in ends.upto(3, 1)] == [[("107", 2), ("106", 3)]], "the lowest first"
    assert ends.upto(4, 1) == [{"106": 3, "107": 4}]
    assert asked == [0, 2, 3]
    assert ends.upto(2, 1) == [{"106": 1, "107": 2}], "of a log that was restored from an older copy"


def test_rows_of_other_partitions_than_the_topic_has_are_looked_at_by_themselves(
    log: EventLog, store: RowStore
) -> None:
    ends = Ends(log)
    log.import_entries(FACTS)
    assert ends.upto(4, 1) == [{"106": 3, "107": 4}]
    found = status(log, store, TOPIC, ends)
    assert (found.head, found.facts_behind, [each.last for each in found.partitions]) == (4, 4, [0, 4, 0, 3])
    assert ends.upto(4, 1) == [{"106": 3, "107": 4}]


def test_a_log_with_nothing_in_it_is_complete(log: EventLog, store: RowStore) -> None:
    assert status(log, store, TOPIC).is_complete
