"""Many commands from one text, one a line: all of them or none, or each by itself. Every line is answered.

A line is `{"command": "RaiseProposal", "ref": …, "on": …, "evidence": …, …}`, the fields as of one command; `key`
makes it the same command wherever it stands. Without one it is told by what it says, and by how many lines before it
say the same: so the same text given again carries nothing out twice.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from services.ingest import command_ids
from services.ingest.commanding import TIMES, CommandDesk, tell
from services.ingest.lines import Line
from services.ingest.weighing import Accepted, Asked, Conflict, Outcome, Planned, standings_after, streams_of, weighed
from shared.domain.recorded import Recorded
from shared.eventlog.errors import WrongVersion
from shared.process.command import Giver
from shared.process.refusal import Refusal
from shared.process.standing import Standing
from shared.process.wire import NotACommand, fields_of, read

Mode = Literal["all", "each"]

MOST_TOGETHER = 5_000
"""So many commands may be given all or none: they are one transaction, and wait in memory until it ends."""
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Unread:
    """The line is no command."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class Withheld:
    """The command could have been carried out, and was not: another of its text could not be."""

    def __str__(self) -> str:
        return "it is allowed, and not recorded: all were to be recorded or none"


Answered = Outcome | Unread | Withheld


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one line. `asked` is its command, where it is one."""

    line: int
    outcome: Answered
    asked: Asked | None = None

    @property
    def is_taken(self) -> bool:
        return isinstance(self.outcome, Accepted)


def bulk(lines: Iterable[Line], desk: CommandDesk, giver: Giver, *, mode: Mode, now: datetime) -> Iterator[Answer]:
    """One answer for each line that is not blank, in order. What is answered as accepted is durable.

    `each`: as if given one after the other; a line is carried out whatever became of those before it. `all`: in one
    transaction, each judged as if those before it had been recorded; one that is not allowed, and nothing is recorded.
    Safe to repeat. Raises what `CommandDesk.give` raises.
    """
    given = _read_each(lines, giver)
    if mode == "all":
        yield from _all(list(_bounded(given)), desk, now)
        return
    for line, asked in given:
        yield _answer_one(line, asked, desk, now)


def read_line(text: bytes, giver: Giver, said: Counter[str]) -> Asked:
    """The command on one line; `said` counts what lines before it said. Raises NotACommand."""
    fields = fields_of(text)
    name, key = _text(fields, "command"), fields.pop("key", None)
    fields.pop("command")
    command, envelope = read(name, json.dumps(fields).encode())
    if key is not None:
        if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
            raise NotACommand(f"key: expected a text of 1 to {LONGEST_KEY} characters")
        return Asked(command, envelope, giver, command_ids.of_key(giver, key))
    like = command_ids.of_content(giver, name, fields)
    said[like] += 1
    return Asked(command, envelope, giver, command_ids.of_content(giver, name, fields, said[like]))


def together(asked: Sequence[Asked], desk: CommandDesk, *, now: datetime) -> tuple[Outcome | Withheld, ...]:
    """All or none, in one transaction: an outcome for each, in order. Where others were quicker, once more."""
    for _ in range(TIMES - 1):
        try:
            return _for_each(asked, lambda own: _together(own, desk, now))
        except WrongVersion:
            continue
    return _for_each(asked, lambda own: _together(own, desk, now))


def rehearsed(asked: Sequence[Asked], desk: CommandDesk, *, now: datetime) -> tuple[Outcome | Withheld, ...]:
    """What `together` would answer now: Withheld where it would record. Nothing is recorded."""
    return _for_each(asked, lambda own: [_would_be(found) for found in _judge(own, desk, now)])


def _for_each(
    asked: Sequence[Asked], answer: Callable[[Sequence[Asked]], Sequence[Outcome | Withheld]]
) -> tuple[Outcome | Withheld, ...]:
    """The answer to each, where one that stands twice, under one id, is asked once."""
    own: dict[str, Asked] = {}
    for each in asked:
        own.setdefault(each.command_id, each)
    told = dict(zip(own, answer(list(own.values())), strict=True))
    return tuple(told[each.command_id] for each in asked)


def _text(fields: Mapping[str, Any], name: str) -> str:
    if not isinstance(found := fields.get(name), str):
        raise NotACommand(f"{name}: expected the name of a command, such as RaiseProposal")
    return found


def _read_each(lines: Iterable[Line], giver: Giver) -> Iterator[tuple[int, Asked | Unread]]:
    said: Counter[str] = Counter()
    for line in lines:
        if line.is_blank:
            continue
        try:
            if line.is_too_long:
                raise NotACommand(f"{line.size:,} bytes are too many for one command; the line was passed over unread")
            yield line.number, read_line(line.text, giver, said)
        except NotACommand as error:
            yield line.number, Unread(str(error))


def _bounded(given: Iterable[tuple[int, Asked | Unread]]) -> Iterator[tuple[int, Asked | Unread]]:
    for count, (line, asked) in enumerate(given, start=1):
        if count <= MOST_TOGETHER:
            yield line, asked
            continue
        yield line, Unread(f"it is one of more than {MOST_TOGETHER:,} commands: expected no more, or each by itself")
        return


def _answer_one(line: int, asked: Asked | Unread, desk: CommandDesk, now: datetime) -> Answer:
    if isinstance(asked, Unread):
        return Answer(line, asked)
    outcome = desk.give(asked.command, asked.envelope, asked.giver, command_id=asked.command_id, now=now)
    return Answer(line, outcome, asked)


def _all(given: Sequence[tuple[int, Asked | Unread]], desk: CommandDesk, now: datetime) -> Iterator[Answer]:
    commands = [asked for _, asked in given if isinstance(asked, Asked)]
    if len(commands) == len(given):
        outcomes: Sequence[Outcome | Withheld] = together(commands, desk, now=now)
    else:
        outcomes = rehearsed(commands, desk, now=now)
    left = iter(outcomes)
    for line, asked in given:
        yield Answer(line, asked) if isinstance(asked, Unread) else Answer(line, next(left), asked)


def _together(asked: Sequence[Asked], desk: CommandDesk, now: datetime) -> tuple[Outcome | Withheld, ...]:
    found = _judge(asked, desk, now)
    if any(isinstance(each, Refusal | Conflict) for each in found):
        told: tuple[Outcome | Withheld, ...] = tuple(map(_would_be, found))
    else:
        told = _recorded(asked, found, desk)
    for each, outcome in zip(asked, told, strict=True):
        if not isinstance(outcome, Withheld):
            tell(each, outcome)
    return told


def _would_be(found: Planned | Outcome) -> Outcome | Withheld:
    return Withheld() if isinstance(found, Planned) else found


def _judge(asked: Iterable[Asked], desk: CommandDesk, now: datetime) -> list[Planned | Outcome]:
    """Each on the standings that those before it would leave."""
    standings: dict[str, Standing] = {}
    found: list[Planned | Outcome] = []
    for each in asked:
        for stream in streams_of(each.command):
            if stream not in standings:
                standings[stream] = desk.standing(stream)
        outcome = weighed(each, standings, calendar=desk.calendar, now=now)
        if isinstance(outcome, Planned):
            position = 1 + max((told.position for s in standings.values() for told in s.recorded[-1:]), default=0)
            standings |= standings_after(outcome, standings, position=position, now=now)
        found.append(outcome)
    return found


def _recorded(
    asked: Sequence[Asked], found: Sequence[Planned | Outcome], desk: CommandDesk
) -> tuple[Outcome | Withheld, ...]:
    """Appends what is planned, in one transaction."""
    plans = [each for each in found if isinstance(each, Planned)]
    versions: dict[str, int] = {}
    for plan in plans:
        for stream, version in plan.versions.items():
            versions.setdefault(stream, version)
    entries = [told for plan in plans for told in plan.entries]
    facts = iter(desk.log.append_together(versions, entries) if entries else ())
    standings: dict[str, Standing] = {}
    return tuple(
        _accepted(each, [next(facts) for _ in plan.entries], desk, standings) if isinstance(plan, Planned) else plan
        for each, plan in zip(asked, found, strict=True)
    )


def _accepted(asked: Asked, facts: Sequence[Recorded], desk: CommandDesk, standings: dict[str, Standing]) -> Accepted:
    """With the version and the state that its stream had after it."""
    stream = asked.command.stream
    version = max(told.version for told in facts if told.stream == stream)
    if stream not in standings:
        standings[stream] = desk.standing(stream)
    then = Standing(stream, standings[stream].recorded[:version])
    return Accepted(asked.command_id, tuple(facts), version, then.state)
