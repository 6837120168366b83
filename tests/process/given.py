"""Rules of the process as they are told: given facts, when a command is given, then facts, or a refusal.

    given('''
        2020-05-12  MP130  ProposalRaised  label=MP130 title="Meters" proposer.name=Someone
    ''').when("2020-05-15  MP130  RequestUrgency  by=panel").then("2020-05-15  MP130  UrgencyRequested  by=panel")

A command is written as a fact is (see tests/given.py): its day, its modification or stream, its name, fields.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from shared.domain.calendar import CALENDARS
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.recorded import Recorded
from shared.process.command import Command, Decided, Giver
from shared.process.decide import decide, others_of
from shared.process.refusal import Refusal
from shared.process.settings import Settings
from shared.process.standing import Standing
from shared.process.wire import read
from tests import given as notation

SECRETARIAT = Giver("Analyst One", "secretariat")
CALENDAR = CALENDARS["england_and_wales/1"]


@dataclass(frozen=True)
class Given:
    """A history, of one stream or of several."""

    recorded: tuple[Recorded, ...]

    def when(self, line: str, giver: Giver = SECRETARIAT) -> "When":
        """A command is given, by the secretariat unless told otherwise."""
        return When(line, self._decide(command(line), giver))

    def standing(self, stream: str) -> Standing:
        return Standing(stream, tuple(told for told in self.recorded if told.stream == stream))

    def _decide(self, command: Command, giver: Giver) -> tuple[Decided, ...] | Refusal:
        return decide(
            command,
            self.standing(command.stream),
            calendar=CALENDAR,
            settings=Settings.on(command.on),
            giver=giver,
            others={stream: self.standing(stream) for stream in others_of(command)},
        )


@dataclass(frozen=True)
class When:
    """What came of it."""

    line: str
    outcome: tuple[Decided, ...] | Refusal = field(repr=False)

    def then(self, *lines: str) -> None:
        """These facts, in this order."""
        assert not isinstance(self.outcome, Refusal), f"{self.line}\n  was refused: {self.outcome}"
        assert _told(self.outcome) == [_as_told(entry) for line in lines for entry in notation.entries(line)]

    def refuses(self, code: str, saying: str = "") -> Refusal:
        """By the rule of that code, with a message that has these words."""
        assert isinstance(self.outcome, Refusal), f"{self.line}\n  was not refused, but led to {self.outcome}"
        assert self.outcome.code == code, str(self.outcome)
        assert saying in self.outcome.message, str(self.outcome)
        return self.outcome


def given(text: str = "") -> Given:
    """The facts of all lines."""
    return Given(notation.history(text))


def command(line: str) -> Command:
    """The command on the line. Raises NotACommand."""
    name, asked = notation.words(line)
    told, _ = read(name, json.dumps(asked | {"evidence": "minutes"}).encode())
    return told


def _told(decided: Iterable[Decided]) -> list[object]:
    return [(each.stream, each.on, type(each.fact).__name__, each.fact, each.kind, each.n) for each in decided]


def _as_told(entry: Entry[AnyFact]) -> object:
    return entry.stream, entry.occurred_on, entry.type, entry.data, entry.kind, entry.n
