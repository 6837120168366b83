"""Conditions that are broken, one a row: where it stands, what else was told there, and the command that is refused."""

from dataclasses import dataclass

from shared.process.command import Giver
from shared.process.guard import Case, Guard
from shared.process.rules import BY_COMMAND
from shared.process.settings import Settings
from tests import given as notation
from tests.process.given import CALENDAR, Given, command
from tests.process.pair import Pair
from tests.process.ways import dated, giver_of, way


@dataclass(frozen=True)
class Broken:
    """After the way to `place`, and `lines`, the command on the last line is refused by the guard of that code."""

    place: str
    lines: tuple[str, ...]
    code: str

    def __str__(self) -> str:
        return f"{self.command}: {self.code}"

    @property
    def told(self) -> list[str]:
        return list(dated([*way(self.place), *self.lines]))

    @property
    def command(self) -> str:
        return notation.words(self.told[-1])[0]


def broken(place: str, *lines: str, code: str) -> Broken:
    return Broken(place, lines, code)


def at(place: str, *lines: str) -> Given:
    """The facts that the way to the place leads to, and then the lines."""
    return given_by(list(dated([*way(place), *lines])))


def given_by(lines: list[str]) -> Given:
    """The facts that commands on lines lead to; all of them are accepted."""
    pair = Pair()
    for line in lines:
        name, words = notation.words(line)
        assert pair.give(name, words, giver_of(name)) == "accepted", line
    return Given(tuple(pair.log.facts))


def first_broken(given: Given, line: str, giver: Giver) -> Guard | None:
    """The first guard of its rule that the command breaks."""
    asked = command(line)
    rule = BY_COMMAND[asked.name]
    others = {stream: given.standing(stream) for stream in rule.others(asked)}
    case = Case(asked, given.standing(asked.stream), others, CALENDAR, Settings.on(asked.on), giver)
    return next((guard for guard in rule.guards if guard.broken(case)), None)
