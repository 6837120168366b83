"""What every reading command begins with: the system opened, a position chosen, a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from services.cli.exits import WrongUsage
from services.cli.moments import day_of, moment_of, today
from services.cli.system import System, open_system
from services.reporter.rows import RowSource
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows at `position`, the log itself for histories, and the day that was asked for, if one was."""

    system: System
    position: int
    known_at: datetime | None = None
    as_of: date | None = None

    @property
    def day(self) -> date:
        """The day that was asked for, or today."""
        return self.as_of or today()

    @property
    def log(self) -> EventLog:
        return self.system.log

    def history(self, stream: str) -> tuple[Recorded, ...]:
        """The facts of a stream up to the position, without those that an operator discarded."""
        return self.log.history(stream, self.position, passed_over=self.system.store.discarded())

    def rows(self, modification: str | None = None) -> RowSource:
        """The rows at the position, which is complete; of modifications, of one alone if so wished."""
        return self.system.rows_at(self.position, modification)


@contextmanager
def reading(home: Path | None, as_of: str | None, known_at: str | None, position: int | None) -> Iterator[Reading]:
    """A session on what was asked for: without anything asked, everything known now, today."""
    day = day_of(as_of) if as_of else None
    moment = moment_of(known_at) if known_at else None
    with open_system(home) as system:
        at = _position(system, moment, position)
        system.complete(at)
        yield Reading(system, at, moment, day)


def _position(system: System, known_at: datetime | None, position: int | None) -> int:
    if position is None:
        return system.log.position_known_by(known_at) if known_at else system.log.head()
    if known_at is not None:
        raise WrongUsage("--position and --known-at each choose a position: give one of them")
    return in_the_log(system, position)


def in_the_log(system: System, position: int) -> int:
    """The position, which the log has reached. Raises WrongUsage."""
    head = system.log.head()
    if not 0 <= position <= head:
        raise WrongUsage(f"position {position} is not in the log: expected 0 to {head}")
    return position
