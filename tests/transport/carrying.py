"""Facts to carry in tests, and what was carried of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from shared.domain.recorded import StoredFact
from shared.transport.broker import Subscription
from shared.transport.carried import Carried, NotCarried, partition_of
from tests.waiting import until

FIRST_MOMENT = datetime(2020, 6, 12, 9, 30, 0, 123456, tzinfo=UTC)


def a_fact(position: int, stream: str = "106", value: bytes = b'{"type": "AssessmentReturned"}') -> StoredFact:
    """The fact at `position`. Its version is its position, which no log would do, and which no carrier minds."""
    recorded_at = FIRST_MOMENT + timedelta(seconds=position)
    return StoredFact(position, stream, position, "AssessmentReturned/1", recorded_at, value)


def facts_of(streams: Sequence[str], count: int) -> list[StoredFact]:
    """`count` facts at the positions from 1 on, of the streams in turn."""
    return [a_fact(position, streams[position % len(streams)]) for position in range(1, count + 1)]


MODIFICATIONS = [str(number) for number in range(100, 140)]


def linked(facts: Iterable[StoredFact], partition_count: int) -> list[Carried]:
    """The facts with their links, worked out the plain way."""
    last: dict[int, int] = {}
    carried = []
    for fact in facts:
        partition = partition_of(fact.stream, partition_count)
        carried.append(Carried(fact, partition, last.get(partition, 0)))
        last[partition] = fact.position
    return carried


def receive(subscription: Subscription, count: int, within_seconds: float = 20.0) -> list[Carried]:
    """At least `count` records, in the order received."""
    received: list[Carried] = []

    def enough() -> bool:
        received.extend(ours(subscription.poll(1000, 0.2)))
        return len(received) >= count

    until(enough, within_seconds)
    return received


def ours(records: Iterable[Carried | NotCarried]) -> list[Carried]:
    return [record for record in records if isinstance(record, Carried)]


def positions(records: Iterable[Carried]) -> list[int]:
    return [record.fact.position for record in records]
