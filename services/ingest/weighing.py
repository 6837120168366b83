"""PURE. A command judged on the standings that were loaded for it: what it would record, or why it records nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from shared.domain.calendar import Calendar, OutsideTheCalendar
from shared.domain.codec import NotAFact, encode, placed
from shared.domain.entry import Actor, Entry, Source, entry
from shared.domain.facts import AnyFact
from shared.domain.london import LONDON
from shared.domain.reasons import first_reason
from shared.domain.recorded import Recorded
from shared.process.command import Command, Decided, Giver
from shared.process.decide import decide, others_of
from shared.process.policy import BODY_OF
from shared.process.refusal import Refusal
from shared.process.rules import BY_COMMAND
from shared.process.settings import Settings
from shared.process.standing import Standing
from shared.process.wire import Envelope


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it was given: by whom, with what beside it, under which id."""

    command: Command
    envelope: Envelope
    giver: Giver
    command_id: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The facts that the command led to, and how its stream stood after them. `again`: it had been carried out."""

    command_id: str
    facts: tuple[Recorded, ...]
    version: int
    state: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """The stream is at another version than was expected. Nothing was recorded."""

    stream: str
    expected: int
    version: int
    state: str

    def __str__(self) -> str:
        return (
            f"{self.stream} is at version {self.version} ({self.state.replace('_', ' ')}), and {self.expected} was "
            "expected: look at it again, and decide again"
        )


Outcome = Accepted | Refusal | Conflict


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be appended, in this order; each of the streams must still be at its version."""

    decided: tuple[Decided, ...]
    entries: tuple[Entry[AnyFact], ...]
    versions: Mapping[str, int]


def streams_of(command: Command) -> tuple[str, ...]:
    """The streams that must be loaded to judge the command, its own first."""
    return tuple(dict.fromkeys((command.stream, *others_of(command))))


def weighed(asked: Asked, standings: Mapping[str, Standing], *, calendar: Calendar, now: datetime) -> Planned | Outcome:
    """`standings` are of `streams_of` the command. Accepted is what was carried out before, under the same id."""
    command, standing = asked.command, standings[asked.command.stream]
    if before := _caused_by(asked.command_id, standings):
        return _again(asked, before, standing)
    expected = asked.envelope.expected_version
    if expected not in (None, standing.version):
        return Conflict(command.stream, expected or 0, standing.version, standing.state)
    decided = decided_on(command, asked.giver, standings, calendar, now)
    if isinstance(decided, Refusal):
        return decided
    entries = _entries(decided, asked, now)
    if isinstance(entries, Refusal):
        return entries
    return Planned(decided, tuple(entries), {told.stream: standings[told.stream].version for told in decided})


def decided_on(
    command: Command, giver: Giver, standings: Mapping[str, Standing], calendar: Calendar, now: datetime
) -> tuple[Decided, ...] | Refusal:
    """As `decide`, with the settings of the command's day, and nothing that is yet to come."""
    if command.on > (today := now.astimezone(LONDON).date()):
        return Refusal("in_the_future", f"{command.on} is yet to come: expected {today} or before", "decision 2")
    others = {stream: standings[stream] for stream in others_of(command)}
    try:
        return decide(
            command,
            standings[command.stream],
            calendar=calendar,
            settings=Settings.on(command.on),
            giver=giver,
            others=others,
        )
    except OutsideTheCalendar as error:
        return Refusal("outside_the_calendar", str(error), "SEC Section A")


def standings_after(
    planned: Planned, standings: Mapping[str, Standing], *, position: int, now: datetime
) -> Mapping[str, Standing]:
    """As if it had been recorded, from `position` on: what a command that follows it in one transaction finds."""
    after = dict(standings)
    for place, told in enumerate(planned.entries, start=position):
        standing = after.get(told.stream) or Standing(told.stream, ())
        recorded = placed(told, place, told.stream, standing.version + 1, now)
        after[told.stream] = Standing(told.stream, (*standing.recorded, recorded))
    return after


def _entries(decided: Sequence[Decided], asked: Asked, now: datetime) -> list[Entry[AnyFact]] | Refusal:
    try:
        made = [_entry(told, asked, now) for told in decided]
        for each in made:
            encode(each)
    except ValidationError as error:
        return Refusal("impossible_fact", first_reason(error), "decision 2")
    except NotAFact as error:
        return Refusal("impossible_fact", str(error), "decision 2")
    return made


def _entry(told: Decided, asked: Asked, now: datetime) -> Entry[AnyFact]:
    giver = asked.giver
    return entry(
        told.fact,
        told.stream,
        on=told.on,
        known_at=now,
        source=Source(kind="command", ref=asked.envelope.evidence),
        kind=told.kind,
        n=told.n,
        actor=Actor(body=BODY_OF[giver.role], person=giver.person, role=giver.role),
        correlation_id=asked.envelope.correlation_id or asked.command_id,
        causation_id=asked.command_id,
    )


def _caused_by(command_id: str, standings: Mapping[str, Standing]) -> tuple[Recorded, ...]:
    mark = f'"{command_id}"'.encode()
    return tuple(
        recorded
        for standing in standings.values()
        for recorded in standing.recorded
        if mark in recorded.value and recorded.entry.causation_id == command_id
    )


def _again(asked: Asked, before: tuple[Recorded, ...], standing: Standing) -> Accepted | Refusal:
    """As it was answered then: what came later is left out. Another command under the same key is refused."""
    if not _is_told_by(asked, before[0]):
        message = f"its key was given with another command, which led to {before[0].id}: expected a key of its own"
        return Refusal("key_used_otherwise", message, "interface: Idempotency-Key")
    last = max(recorded.position for recorded in before)
    then = Standing(standing.stream, tuple(told for told in standing.recorded if told.position <= last))
    return Accepted(asked.command_id, before, then.version, then.state, again=True)


def _is_told_by(asked: Asked, recorded: Recorded) -> bool:
    """Whether the fact is what the command leads to, as far as the command says it: more may be worked out."""
    command, rule = asked.command, BY_COMMAND[asked.command.name]
    said = command.fact.model_dump(exclude_none=True)
    told = recorded.fact.model_dump(exclude_none=True)
    return (
        isinstance(recorded.fact, (rule.fact, *rule.also))
        and (recorded.stream, recorded.day, recorded.kind) == (command.stream, command.on, command.kind)
        and recorded.entry.source.ref == asked.envelope.evidence
        and all(told[name] == value for name, value in said.items() if name in told and name not in rule.works_out)
    )
