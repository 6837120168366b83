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

    __slots__ = ("bell", "is_given_up", "keeps_time", "outcome", "save")

    def __init__(self, save: Save) -> None:
        self.save = save
        self.outcome: Sequence[Place] | Exception | None = None
        self.keeps_time = False
        self.is_given_up = False
        self.bell = Lock()
        self.bell.acquire()

    def ring(self) -> None:
        """Under the gate: a bell that has rung and was not heard yet needs no second ring."""
        if self.bell.locked():
            self.bell.release()


class Trips:
    """At most one trip is under way, led by one of the threads that ride in it. What comes meanwhile waits.

    The next one leaves when as many are on board as last wanted to ride, or when the first of them is out of
    patience: so a thread that is alone leaves at once, but for the first time after it had company. A save has the
    outcome that it would have alone: where a trip is refused, nothing of it is written, and each of its saves goes by
    itself, in the same order. A thread may be interrupted at any point, and nobody waits for it then.
    """

    def __init__(self, insert: Insert) -> None:
        self._insert = insert
        self._gate = Lock()
        self._waiting: list[_Ride] = []
        self._expected = 1
        self._riding: list[_Ride] = []
        self._leader: _Ride | None = None
        """Of the trip that is under way; it is led by the thread of this one."""

    @property
    def waiting(self) -> int:
        """How many saves wait for the next trip."""
        return len(self._waiting)

    def save(self, save: Save) -> Sequence[Place]:
        """Where the lines were put; durable when it returns. Raises whatever the insert raises for this save."""
        ride = _Ride(save)
        try:
            if self._board(ride) or self._sleep(ride):
                self._carry(self._riding)
                self._arrive(ride)
        except BaseException:
            self._give_up(ride)
            raise
        if isinstance(ride.outcome, Exception):
            raise ride.outcome
        assert ride.outcome is not None
        return ride.outcome

    def _board(self, ride: _Ride) -> bool:
        """Whether a trip leaves now, led by this thread; otherwise it is to sleep."""
        with self._gate:
            self._waiting.append(ride)
            if self._leader or len(self._waiting) < self._expected:
                ride.keeps_time = not self._leader and len(self._waiting) == 1
                return False
            self._depart(ride)
            return True

    def _sleep(self, ride: _Ride) -> bool:
        """Whether a trip leaves now, led by this thread; otherwise its save has an outcome."""
        while ride.outcome is None:
            if not ride.bell.acquire(timeout=PATIENCE_SECONDS if ride.keeps_time else FOR_EVER):
                with self._gate:
                    ride.keeps_time = False
                    if ride in self._waiting:
                        self._depart(ride)
                        return True
        return False

    def _depart(self, leader: _Ride) -> None:
        # Nothing can come between these: threads are interrupted at calls and at jumps.
        self._leader, self._riding, self._waiting = leader, self._waiting, []

    def _arrive(self, leader: _Ride) -> None:
        """Whoever has an outcome is told. An interrupted leader does not know the others': they go again, safely."""
        with self._gate:
            if leader is not self._leader:
                return
            others = [ride for ride in self._riding if ride is not leader]
            for ride in others:
                if ride.outcome is not None:
                    ride.ring()
            waiting = [ride for ride in others if ride.outcome is None and not ride.is_given_up] + self._waiting
            _have_the_time_kept(waiting)
            expected = len(self._riding) + len(waiting)
            # Until here all may be done once more, and from here on all is done: see above.
            self._leader, self._riding, self._waiting, self._expected = None, [], waiting, expected

    def _give_up(self, ride: _Ride) -> None:
        """An interrupted thread leaves nobody waiting for it."""
        ride.is_given_up = True
        self._arrive(ride)
        with self._gate:
            if ride in self._waiting:
                self._waiting.remove(ride)
            if not self._leader:
                _have_the_time_kept(self._waiting)

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


def _have_the_time_kept(waiting: Sequence[_Ride]) -> None:
    if waiting:
        waiting[0].keeps_time = True
        waiting[0].ring()
