"""A broker that keeps its promises and no more: repeats, lost answers, late arrivals, members taken for dead."""

from collections.abc import Sequence
from functools import cache
from types import TracebackType
from typing import Self

from shared.transport.broker import BrokerUnavailable
from shared.transport.carried import Carried, NotCarried, Received, partition_of
from tests.simulation.world import Process, World

PARTITIONS = 4
SESSION_SECONDS = 2.5


@cache
def partition_at(stream: str) -> int:
    return partition_of(stream, PARTITIONS)


class SimulatedTopic:
    """One topic with one group. `arrived`: the positions that its present life has been given, by partition."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.life = 0
        self.members: list[SimulatedMember] = []
        self.late: list[Carried] = []
        self.lose()

    def lose(self) -> None:
        """The topic and what the group had acknowledged are gone, and begin anew."""
        self.life += 1
        self.records: list[list[Received | None]] = [[] for _ in range(PARTITIONS)]
        self.arrived: list[set[int]] = [set() for _ in range(PARTITIONS)]
        self.acknowledged = dict.fromkeys(range(PARTITIONS), 0)

    @property
    def incarnation(self) -> str:
        return f"facts@{self.life}"

    def put(self, carried: Carried) -> None:
        self.records[carried.partition].append(carried)
        self.arrived[carried.partition].add(carried.fact.position)

    def share_out(self) -> None:
        """Anew, to whoever is a member; members hear of it when they poll."""
        for member in self.members:
            member.share = {}
        for partition in range(PARTITIONS if self.members else 0):
            self.world.random.choice(self.members).share[partition] = self.acknowledged[partition]

    def damage(self) -> str:
        """Removes, swaps or spoils records of one partition."""
        records, random = self.world.random.choice(self.records), self.world.random
        if len(records) < 2:
            return "nothing"
        at = random.randrange(len(records) - 1)
        match random.choice(("remove", "swap", "spoil")):
            case "remove":
                # What comes after it keeps its place: an offset is never given twice.
                records[at] = None
            case "swap":
                records[at], records[at + 1] = records[at + 1], records[at]
            case _:
                partition = next(p for p, each in enumerate(self.records) if each is records)
                records[at] = NotCarried("facts", partition, at, "no position")
        return f"record {at}"


class SimulatedPublisher:
    def __init__(self, topic: SimulatedTopic, process: Process) -> None:
        self._topic = topic
        self._process = process

    def partition_count(self) -> int:
        return PARTITIONS

    def incarnation(self) -> str:
        self._topic.world.call(self._process, "incarnation")
        return self._topic.incarnation

    def publish(self, batch: Sequence[Carried]) -> None:
        topic, world = self._topic, self._topic.world
        world.call(self._process, "publish")
        arriving = batch if not world.happens("refuse") else batch[: world.random.randrange(len(batch) + 1)]
        for carried in arriving:
            topic.put(carried)
        if len(arriving) < len(batch) or world.happens("lost"):
            topic.late += [one for one in batch[len(arriving) :] if world.random.random() < 0.5]
            world.tell(self._process.name, "published", len(arriving), "of", len(batch), "without an answer")
            raise BrokerUnavailable("no answer")
        world.call(self._process, "acknowledged")

    def close(self) -> None:
        """Nothing is held."""


class SimulatedMember:
    """`share`: the partitions given to it, with the offset at which it starts; taken up by the next poll."""

    def __init__(self, topic: SimulatedTopic, process: Process) -> None:
        self._topic = topic
        self._process = process
        self._life = 0
        self._next: dict[int, int] = {}
        self.share: dict[int, int] = {}
        self.last_poll = topic.world.now

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Received]:
        topic, world = self._topic, self._topic.world
        world.call(self._process, "poll")
        if world.happens("refuse"):
            raise BrokerUnavailable("no answer")
        self._settle()
        received: list[Received] = []
        for partition in world.random.sample(sorted(self._next), len(self._next)):
            start = self._next[partition]
            if world.happens("repeat"):
                start = world.random.randrange(start + 1)
            found = topic.records[partition][start : start + world.random.randrange(1, 6)]
            self._next[partition] = start + len(found)
            received += [record for record in found if record is not None]
        return received

    def partitions(self) -> frozenset[int]:
        return frozenset(self._next)

    def acknowledge(self) -> None:
        topic = self._topic
        if self in topic.members and self._life == topic.life and not topic.world.happens("lost"):
            topic.acknowledged |= {p: at for p, at in self._next.items() if p in self.share}

    def close(self) -> None:
        if self in self._topic.members:
            self._topic.members.remove(self)
            self._topic.share_out()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _settle(self) -> None:
        topic = self._topic
        silent = [m for m in topic.members if m is not self and topic.world.now - m.last_poll > SESSION_SECONDS]
        topic.members = [member for member in topic.members if member not in silent]
        if self not in topic.members:
            topic.members.append(self)
            topic.share_out()
        elif silent:
            topic.share_out()
        if self._life != topic.life:
            self._life, self._next = topic.life, {}
        self._next = {p: self._next.get(p, min(topic.acknowledged[p], at)) for p, at in self.share.items()}
        self.last_poll = topic.world.now
