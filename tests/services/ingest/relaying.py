"""A log in a list, for relays in tests, and what a topic holds."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Condition

from shared.domain.recorded import StoredFact
from shared.transport.broker import BrokerUnavailable, Subscription
from shared.transport.carried import Carried
from tests.transport.carrying import ours
from tests.waiting import until


class ListedFacts:
    """The facts given, and those added later, perhaps by another thread."""

    def __init__(self, facts: Iterable[StoredFact] = ()) -> None:
        self._facts = list(facts)
        self._more = Condition()

    def add(self, facts: Iterable[StoredFact]) -> None:
        with self._more:
            self._facts.extend(facts)
            self._more.notify_all()

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        with self._more:
            return [fact for fact in self._facts if fact.position > after][:limit]

    def wait(self, after: int, timeout_seconds: float) -> bool:
        with self._more:
            return self._more.wait_for(lambda: any(fact.position > after for fact in self._facts), timeout_seconds)


class RememberedSeat:
    """A seat for whoever holds the object; it outlives the relay, and nothing else."""

    def __init__(self, positions: Mapping[int, int] | None = None) -> None:
        self._positions = dict(positions or {})

    def load(self) -> Mapping[int, int]:
        return self._positions

    def save(self, positions: Mapping[int, int], /) -> None:
        self._positions |= positions

    def close(self) -> None:
        """There is nobody to give it to."""


def taken_in(received: Iterable[Carried]) -> list[Carried]:
    """What a projector accepts of what it receives, without asking the log: no repeats, and no gap."""
    bookmarks: dict[int, int] = {}
    accepted = []
    for one in received:
        bookmark = bookmarks.get(one.partition, 0)
        if one.fact.position > bookmark:
            assert one.previous <= bookmark, f"a gap before position {one.fact.position}"
            bookmarks[one.partition] = one.fact.position
            accepted.append(one)
    return accepted


def receive_up_to(subscription: Subscription, position: int, within_seconds: float = 20.0) -> list[Carried]:
    """Everything received, repeats too, until each position up to `position` has come, whatever the broker is at."""
    received: list[Carried] = []
    missing = set(range(1, position + 1))

    def all_there() -> bool:
        records = []
        with suppress(BrokerUnavailable):
            records = ours(subscription.poll(1000, 0.2))
        received.extend(records)
        missing.difference_update(one.fact.position for one in records)
        return not missing

    until(all_there, within_seconds)
    return received
