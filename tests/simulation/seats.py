"""The log, and the relay's seat, as the services are given them."""

from collections.abc import Mapping, Sequence

from shared.domain.recorded import StoredFact
from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from tests.given import histories_of
from tests.simulation.audit import Audit
from tests.simulation.topic import SimulatedTopic
from tests.simulation.world import Process, World


class SimulatedLog:
    """One process's way to the facts appended so far."""

    def __init__(self, world: World, process: Process, facts: Sequence[StoredFact]) -> None:
        self._world, self._process, self._facts = world, process, facts

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        self._world.call(self._process, "read")
        return [fact for fact in self._facts if fact.position > after][:limit]

    def stored_history(self, stream: str) -> Sequence[StoredFact]:
        self._world.call(self._process, "history")
        return [fact for fact in self._facts if fact.stream == stream]

    def head(self) -> int:
        self._world.call(self._process, "head")
        return max((fact.position for fact in self._facts), default=0)

    def streams(self, upto: int | None = None) -> Mapping[str, int]:
        self._world.call(self._process, "streams")
        return {fact.stream: fact.position for fact in self._facts if upto is None or fact.position <= upto}

    def stored_histories(self, streams: Sequence[str], upto: int) -> Mapping[str, Sequence[StoredFact]]:
        self._world.call(self._process, "histories")
        return histories_of(self._facts, streams, upto)

    def wait(self, after: int, timeout_seconds: float) -> bool:
        return any(fact.position > after for fact in self._facts)


class Seats:
    """One for each life of the topic, and what each remembers."""

    def __init__(self) -> None:
        self.remembered: dict[str, dict[int, int]] = {}
        self.taken: dict[str, SimulatedSeat] = {}


class SimulatedSeat:
    """Claimed when made. Raises AnotherRelayIsActive."""

    def __init__(
        self, world: World, seats: Seats, audit: Audit, topic: SimulatedTopic, process: Process, incarnation: str
    ) -> None:
        self._world, self._seats, self._audit, self._topic = world, seats, audit, topic
        self.process, self._incarnation = process, incarnation
        world.call(process, "claim")
        holder = seats.taken.get(incarnation)
        if holder and not holder.process.is_dead:
            raise AnotherRelayIsActive("another relay carries the log")
        seats.taken[incarnation] = self

    def load(self) -> Mapping[int, int]:
        self._world.call(self.process, "load")
        return dict(self._seats.remembered.get(self._incarnation, {}))

    def save(self, positions: Mapping[int, int], /) -> None:
        self._world.effect(self.process, "save", lambda: self._save(positions), LogUnavailable)

    def close(self) -> None:
        if self._seats.taken.get(self._incarnation) is self:
            del self._seats.taken[self._incarnation]

    def _save(self, positions: Mapping[int, int]) -> None:
        if self._seats.taken.get(self._incarnation) is not self:
            raise LogUnavailable("the seat is lost")
        self._seats.remembered.setdefault(self._incarnation, {}).update(positions)
        self._audit.saved(self._topic, self._incarnation, sorted(positions.items()))
