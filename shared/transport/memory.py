"""A broker in this process: one topic, its groups, and the same promises as Kafka. Nothing outlives the process."""

from collections.abc import Sequence
from threading import Condition
from time import monotonic
from types import TracebackType
from typing import Self
from uuid import uuid4

from shared.transport.carried import Carried, check_partitions
from shared.transport.topics import CHANGE_EVENTS, Topic


class MemoryBroker:
    """Holds what was published since it was made. Its publishers and subscriptions may live on different threads."""

    def __init__(self, topic: Topic = CHANGE_EVENTS) -> None:
        self.incarnation = f"{topic.name}@{uuid4()}"
        self.partitions: list[list[Carried]] = [[] for _ in range(topic.partition_count)]
        self.groups: dict[str, _Group] = {}
        self.changed = Condition()

    def publisher(self) -> "MemoryPublisher":
        return MemoryPublisher(self)

    def subscription(self, group: str) -> "MemorySubscription":
        """A new member of `group`, which is made with its first member and remembers what was acknowledged."""
        with self.changed:
            return MemorySubscription(self, self.groups.setdefault(group, _Group(len(self.partitions))))


class MemoryPublisher:
    def __init__(self, broker: MemoryBroker) -> None:
        self._broker = broker

    def partition_count(self) -> int:
        return len(self._broker.partitions)

    def incarnation(self) -> str:
        return self._broker.incarnation

    def publish(self, batch: Sequence[Carried]) -> None:
        check_partitions(batch, self.partition_count())
        with self._broker.changed:
            for carried in batch:
                self._broker.partitions[carried.partition].append(carried)
            self._broker.changed.notify_all()

    def close(self) -> None:
        """There is nothing to give back."""


class _Group:
    """Who is in it, who holds which partition, and the offset from which a newcomer reads each."""

    def __init__(self, partition_count: int) -> None:
        self.members: list[MemorySubscription] = []
        self.holders: dict[int, MemorySubscription] = {}
        self.acknowledged = dict.fromkeys(range(partition_count), 0)

    def share_of(self, member: "MemorySubscription") -> frozenset[int]:
        place, count = self.members.index(member), len(self.members)
        return frozenset(partition for partition in self.acknowledged if partition % count == place)


class MemorySubscription:
    def __init__(self, broker: MemoryBroker, group: _Group) -> None:
        self._broker = broker
        self._group = group
        self._next: dict[int, int] = {}
        group.members.append(self)
        broker.changed.notify_all()

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Carried]:
        deadline = monotonic() + timeout_seconds
        with self._broker.changed:
            while True:
                self._settle()
                records = self._take(limit)
                if records or not self._broker.changed.wait(max(0.0, deadline - monotonic())):
                    return records

    def partitions(self) -> frozenset[int]:
        return frozenset(self._next)

    def acknowledge(self) -> None:
        with self._broker.changed:
            self._group.acknowledged.update(self._next)

    def close(self) -> None:
        with self._broker.changed:
            if self in self._group.members:
                self._group.members.remove(self)
                self._release(self.partitions())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _settle(self) -> None:
        """Gives up what belongs to others, and takes what is free of its own: no partition has two holders."""
        share = self._group.share_of(self)
        if surplus := self.partitions() - share:
            self._release(surplus)
        for partition in share - self._group.holders.keys():
            self._group.holders[partition] = self
            self._next[partition] = self._group.acknowledged[partition]

    def _release(self, partitions: frozenset[int]) -> None:
        for partition in partitions:
            del self._next[partition]
            del self._group.holders[partition]
        self._broker.changed.notify_all()

    def _take(self, limit: int) -> Sequence[Carried]:
        taken: list[Carried] = []
        for partition, start in self._next.items():
            records = self._broker.partitions[partition][start : start + limit - len(taken)]
            self._next[partition] += len(records)
            taken += records
        return taken
