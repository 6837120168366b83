"""A guard: one condition of the Code on a command, with its clause."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared.domain.calendar import Calendar
from shared.process.command import Command, Giver
from shared.process.settings import Settings, Sureness
from shared.process.standing import Standing


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at: the command, how its stream and those it names stand, and what holds on its day."""

    command: Command
    standing: Standing
    others: Mapping[str, Standing]
    calendar: Calendar
    settings: Settings
    giver: Giver


@dataclass(frozen=True, slots=True)
class Guard:
    """`broken` says what was found and what was expected where the condition does not hold, and None where it does."""

    code: str
    says: str
    clause: str
    sure: Sureness
    broken: Callable[[Case], str | None]
