"""The simulated world: its clock and its chances. Whoever waits lets the others live on, on the same thread."""

from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import NamedTuple, Protocol, TypeVar

from psycopg import OperationalError

T = TypeVar("T")

FREEZES_SECONDS = (0.75, 2.25, 10.0)
"""Much shorter than a session with the broker, nearly as long, and much longer."""
DEEPEST = 4
"""So many may stand frozen inside one another."""


class Crashed(BaseException):
    """The process is dead: none of its calls does anything any more."""


class Broken(AssertionError):
    """Something that must always be so is not."""


class Cut(OperationalError):
    """The answer did not come, whether or not what was asked was done."""


class CrashAt(NamedTuple):
    """The process dies just before, or just after, what is the `number`th of a world to change something, from 1."""

    number: int
    is_before: bool


class Process(Protocol):
    name: str
    due: float
    is_busy: bool
    is_dead: bool

    def turn(self) -> None:
        """Does its next piece of work."""
        ...

    def end(self) -> None:
        """The process is gone; what its connections held is free. Its next turn is that of a new one."""
        ...


class World:
    """`mood` gives each kind of fault its chance at a call; `heal` puts an end to all of them.

    After `lasts_turns` nobody has a turn any more while another stands in the middle of a call. Up to `crash_at`, if
    there is one, the world is as it would be without.
    """

    def __init__(self, seed: int, *, tells: bool = False, crash_at: CrashAt | None = None) -> None:
        self.random = Random(seed)
        self.effects = 0
        self._crash_at = crash_at
        self.now = 0.0
        self.turns = 0
        self.lasts_turns = 0
        self.processes: list[Process] = []
        self.trace: list[str] = []
        self._tells = tells
        self._hash = sha256()
        self._depth = 0
        kinds = ("crash", "lost", "freeze", "refuse", "repeat", "damage")
        # Each seed has faults of some kinds only: rare ones meet more often where the common ones are away.
        self.mood = {kind: self.random.choice((0.0, 0.01, 0.04)) for kind in kinds}

    def tell(self, *words: object) -> None:
        line = f"{self.now:9.3f}  " + " ".join(map(str, words))
        self._hash.update(line.encode())
        if self._tells:
            self.trace.append(line)

    @property
    def trace_hash(self) -> str:
        return self._hash.hexdigest()

    def happens(self, kind: str) -> bool:
        return self.mood[kind] > 0 and self.random.random() < self.mood[kind]

    def heal(self) -> None:
        self.tell("the world heals")
        self.mood = dict.fromkeys(self.mood, 0.0)

    def call(self, process: Process, what: str) -> None:
        """A call of `process` on its way: time passes, and others are at work meanwhile; some stand still for long."""
        self._alive(process)
        seconds = 0.001 + self.random.random() * 0.05
        if self.happens("freeze"):
            seconds = self.random.choice(FREEZES_SECONDS)
            self.tell(process.name, "freezes before", what)
        self._let_others(self.now + seconds)
        self._alive(process)

    def effect(self, process: Process, what: str, do: Callable[[], T], lost: Callable[[str], Exception] = Cut) -> T:
        """As `call`, for what changes something: it may be done or not, and the answer may be lost, or the process."""
        self.call(process, what)
        crashes, is_lost, is_first = self.happens("crash"), self.happens("lost"), self.random.random() < 0.5
        self.effects += 1
        if self._crash_at and self._crash_at.number == self.effects:
            crashes, is_first = True, self._crash_at.is_before
        if not ((crashes or is_lost) and is_first):
            result = do()
        if crashes:
            self.tell(process.name, "dies", "before" if is_first else "after", what)
            process.is_dead = True
            raise Crashed
        if is_lost:
            self.tell(process.name, "hears nothing of", what, "" if is_first else "(done)")
            raise lost(f"no answer to {what}")
        return result

    def step(self) -> None:
        """The process whose turn is next has it."""
        self._turn(min((each for each in self.processes if not each.is_busy), key=_is_due))

    def kill(self, process: Process) -> None:
        """From outside: at its next call, should it stand in the middle of one."""
        self.tell(process.name, "is killed")
        process.is_dead = True
        if not process.is_busy:
            process.end()

    def _alive(self, process: Process) -> None:
        if process.is_dead:
            raise Crashed

    def _let_others(self, until: float) -> None:
        if self._depth < DEEPEST:
            self._depth += 1
            while self.turns < self.lasts_turns and (due := self._due(until)):
                self._turn(min(due, key=_is_due))
            self._depth -= 1
        self.now = max(self.now, until)

    def _due(self, until: float) -> list[Process]:
        return [each for each in self.processes if not each.is_busy and each.due <= until]

    def _turn(self, process: Process) -> None:
        self.now, self.turns = max(self.now, process.due), self.turns + 1
        process.is_busy = True
        try:
            process.turn()
        except (Crashed, Cut) as error:
            self.tell(process.name, "ends:", type(error).__name__)
            process.end()
        finally:
            process.is_busy = False
        process.due = self.now + 0.01 + self.random.random() * 0.5


def _is_due(process: Process) -> float:
    return process.due
