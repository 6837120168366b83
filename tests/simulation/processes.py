"""Who lives in the simulated world: the services as they are, an operator, and those who do damage."""

from threading import Event

from services.ingest.relay import Relay
from services.projector.mend import mend
from services.projector.rebuild import rebuild_beside
from services.projector.run import Projection, run
from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from shared.rowstore.errors import NotParked, RebuildRunning
from shared.transport.broker import BrokerUnavailable
from tests.simulation.place import Place
from tests.simulation.seats import SimulatedLog, SimulatedSeat
from tests.simulation.topic import PARTITIONS, SimulatedMember, SimulatedPublisher

LONG_ENOUGH_SECONDS = 60.0
"""For a fold: how long it takes here must not decide anything."""


class OneTurn(Event):
    """A sign to stop that is seen after one turn; whoever waits on it has waited."""

    def is_set(self) -> bool:
        was, self._seen = getattr(self, "_seen", False), True
        return was

    def wait(self, timeout: float | None = None) -> bool:
        return False


class Lives:
    """What all of them share: a name, when their turn is, and that they end and begin anew."""

    def __init__(self, place: Place, name: str) -> None:
        self.place, self.name = place, name
        self.due, self.is_busy, self.is_dead = place.world.random.random() * 0.5, False, False
        self.log = SimulatedLog(place.world, self, place.facts)
        place.world.processes.append(self)

    def turn(self) -> None:
        raise NotImplementedError

    def end(self) -> None:
        self.is_dead = False


class RelayProcess(Lives):
    relay: Relay | None = None

    def turn(self) -> None:
        self.relay = self.relay or Relay(
            self.log, SimulatedPublisher(self.place.topic, self), self._claim, facts_per_page=4
        )
        try:
            position = self.relay.pump()
            self.place.world.tell(self.name, "has relayed up to", position)
        except (BrokerUnavailable, LogUnavailable, AnotherRelayIsActive) as error:
            self.place.world.tell(self.name, "waits:", error)

    def end(self) -> None:
        super().end()
        self.relay = None
        taken = self.place.seats.taken
        for incarnation in [incarnation for incarnation, seat in taken.items() if seat.process is self]:
            del taken[incarnation]

    def _claim(self, incarnation: str) -> SimulatedSeat:
        place = self.place
        return SimulatedSeat(place.world, place.seats, place.audit, place.topic, self, incarnation)


class ProjectorProcess(Lives):
    projection: Projection | None = None

    def turn(self) -> None:
        if self.projection is None:
            member, rows = SimulatedMember(self.place.topic, self), self.place.rows(self)
            self.projection = Projection(
                member,
                self.log,
                rows,
                "facts",
                PARTITIONS,
                fold_seconds=LONG_ENOUGH_SECONDS,
                facts_per_batch=3,
            )
        run(self.projection, OneTurn())

    def end(self) -> None:
        super().end()
        self.projection = None


class Rebuilder(Lives):
    """Makes all rows anew now and then."""

    def turn(self) -> None:
        if self.place.is_healed or self.place.world.random.random() > 0.06:
            return
        store, writer = self.place.rows(self), self.place.rows(self)
        try:
            only_compare = self.place.world.random.random() < 0.2
            self.place.world.tell(self.name, "begins")
            rebuild_beside(store, writer, self.log, "facts", PARTITIONS, only_compare=only_compare)
        except RebuildRunning:
            return
        self._release()

    def end(self) -> None:
        super().end()
        self._release()

    def _release(self) -> None:
        if self.place.tables.rebuilding is self:
            self.place.tables.rebuilding = None


class Operator(Lives):
    """Tries again what is parked, or discards it; in the healed world tries each stream once more."""

    def turn(self) -> None:
        live = self.place.tables.live
        streams = sorted({each.stream for each in live.parked.values()}) if live else []
        if self.place.is_healed:
            streams = [stream for stream in streams if stream not in self.place.replayed]
        random = self.place.world.random
        if not streams or (not self.place.is_healed and random.random() < 0.7):
            return
        stream, discards = random.choice(streams), not self.place.is_healed and random.random() < 0.5
        try:
            mend(self.place.rows(self), self.log, "discard" if discards else "replay", stream, "Ann", "tried")
        except NotParked:
            return
        if self.place.is_healed:
            self.place.replayed.add(stream)


class Writer(Lives):
    def turn(self) -> None:
        for _ in range(self.place.world.random.randrange(4)):
            self.place.append()


class Damage(Lives):
    """Loses the topic, spoils it, shares its partitions out anew, kills; and delivers what was long on its way."""

    def turn(self) -> None:
        place, world = self.place, self.place.world
        while place.topic.late and world.random.random() < 0.5:
            place.topic.put(place.topic.late.pop(0))
        for deed in (self._lose, self._spoil, self._share_out, self._kill):
            if world.happens("damage"):
                deed()
        if not place.is_upgraded and world.random.random() < 0.05:
            place.upgrade()

    def _lose(self) -> None:
        self.place.topic.lose()
        self.place.world.tell("the topic is lost")

    def _spoil(self) -> None:
        self.place.world.tell("spoilt:", self.place.topic.damage())

    def _share_out(self) -> None:
        self.place.topic.share_out()
        self.place.world.tell("partitions are shared out anew")

    def _kill(self) -> None:
        killed = self.place.world.random.choice(self.place.world.processes)
        if killed is not self:
            self.place.world.kill(killed)
