"""Saves of threads that would wait for one another go to the server together: one trip, one lock, one commit."""

from collections.abc import Callable, Sequence
from threading import Lock

from shared.eventlog.errors import LogUnavailable
from shared.eventlog.mapper import StoredEntry
from shared.eventlog.recorder import Place

PATIENCE_SECONDS = 0.001
"""Far less than a trip takes: how long a trip is held for those who were on the last one."""

Save = Sequence[StoredEntry]
Insert = Callable[[Sequence[Save]], Sequence[Sequence[Place]]]
"""All of the saves or none, in their order; durable when it returns; safe to repeat."""

FOR_EVER = -1.0


class _Ride:
    """One save under way. Its thread sleeps on `bell`, which rings when it has an outcome or is to keep the time."""

    __slots__ = ("bell", "keeps_time", "outcome", "save")

    def __init__(self, save: Save) -> None:
        self.save = save
        self.outcome: Sequence[Place] | Exception | None = None
        self.keeps_time = False
        self.bell = Lock()
        self.bell.acquire()

    def ring(self) -> None:
        """Under the gate: a bell that has rung and was not heard yet needs no second ring."""
        if self.bell.locked():
            self.bell.release()


class Trips:
    """At most one trip is under way, led by one of the threads that ride in it. What comes meanwhile waits.

    The next one leaves when as many are on board as last wanted to ride, or when the first of them is out of
    patience: so a lone thread never waits. A save has the outcome that it would have alone: where a trip is refused,
    nothing of it is written, and each of its saves goes by itself, in the same order.
    """

    def __init__(self, insert: Insert) -> None:
        self._insert = insert
        self._gate = Lock()
        self._waiting: list[_Ride] = []
        self._expected = 1
        self._is_under_way = False

    @property
    def waiting(self) -> int:
        """How many saves wait for the next trip."""
        return len(self._waiting)

    def save(self, save: Save) -> Sequence[Place]:
        """Where the lines were put; durable when it returns. Raises whatever the insert raises for this save."""
        ride = _Ride(save)
        if rides := self._board(ride) or self._sleep(ride):
            self._lead(ride, rides)
        if isinstance(ride.outcome, Exception):
            raise ride.outcome
        assert ride.outcome is not None
        return ride.outcome

    def _board(self, ride: _Ride) -> Sequence[_Ride]:
        """Who leaves now, led by this thread; nobody where it is to sleep."""
        with self._gate:
            self._waiting.append(ride)
            if self._is_under_way or len(self._waiting) < self._expected:
                ride.keeps_time = not self._is_under_way and len(self._waiting) == 1
                return ()
            return self._depart()

    def _sleep(self, ride: _Ride) -> Sequence[_Ride]:
        """Who leaves now, led by this thread; nobody where its save has an outcome."""
        try:
            while ride.outcome is None:
                if not ride.bell.acquire(timeout=PATIENCE_SECONDS if ride.keeps_time else FOR_EVER):
                    with self._gate:
                        ride.keeps_time = False
                        if ride in self._waiting:
                            return self._depart()
            return ()
        except BaseException:
            self._leave(ride)
            raise

    def _depart(self) -> Sequence[_Ride]:
        self._is_under_way = True
        rides, self._waiting = self._waiting, []
        return rides

    def _lead(self, leader: _Ride, rides: Sequence[_Ride]) -> None:
        others = [ride for ride in rides if ride is not leader]
        try:
            self._carry(rides)
        finally:
            with self._gate:
                # An interrupted leader does not know what became of the others: they go again, which is safe.
                self._waiting[:0] = [ride for ride in others if ride.outcome is None]
                self._expected = len(rides) + len(self._waiting)
                self._is_under_way = False
                self._have_the_time_kept()
                for ride in others:
                    if ride.outcome is not None:
                        ride.ring()

    def _leave(self, ride: _Ride) -> None:
        """An interrupted thread leaves nobody waiting for it."""
        with self._gate:
            if ride in self._waiting:
                self._waiting.remove(ride)
                if ride.keeps_time:
                    self._have_the_time_kept()

    def _have_the_time_kept(self) -> None:
        if self._waiting:
            self._waiting[0].keeps_time = True
            self._waiting[0].ring()

    def _carry(self, rides: Sequence[_Ride]) -> None:
        try:
            for ride, places in zip(rides, self._insert([ride.save for ride in rides]), strict=True):
                ride.outcome = places
        except Exception as error:
            if len(rides) == 1 or isinstance(error, LogUnavailable):
                for ride in rides:
                    ride.outcome = error
            else:
                for ride in rides:
                    self._carry([ride])
