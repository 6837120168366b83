"""From a command to facts in the log: load, decide, append; once more if somebody was quicker.

A command that is given again under the same id is found in the history and answered as before, also after a crash
between the append and the answer: every fact names the command that caused it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from pydantic import ValidationError

from shared.domain.calendar import CALENDARS, Calendar, OutsideTheCalendar
from shared.domain.codec import NotAFact, encode
from shared.domain.entry import Actor, Entry, Source, entry
from shared.domain.facts import AnyFact
from shared.domain.london import LONDON
from shared.domain.reasons import first_reason
from shared.domain.recorded import Recorded
from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.process.command import Command, Decided, Giver
from shared.process.decide import decide, others_of
from shared.process.policy import BODY_OF
from shared.process.refusal import Refusal
from shared.process.settings import Settings
from shared.process.standing import Standing
from shared.process.wire import Envelope

TIMES = 5
"""How often somebody else may be quicker before the command is given up."""

_log = structlog.get_logger()


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
class CommandDesk:
    """Where commands are given to one log. Threads may share it."""

    log: EventLog
    calendar: Calendar = CALENDARS["england_and_wales/1"]

    def give(self, command: Command, envelope: Envelope, giver: Giver, *, command_id: str, now: datetime) -> Outcome:
        """What became of the command; what was accepted is durable. Raises LogUnavailable; WrongVersion where others
        were quicker time and again."""
        outcome = self._given(command, envelope, giver, command_id, now)
        log = _log.bind(**_asked(command, giver, command_id))
        match outcome:
            case Accepted(facts=facts):
                log.info(LogEvent.COMMAND_ACCEPTED, facts=[recorded.id for recorded in facts])
            case Refusal(code=code, message=message):
                log.warning(LogEvent.COMMAND_REFUSED, code=code, reason=message)
            case Conflict(version=version):
                log.info(LogEvent.COMMAND_CONFLICTED, version=version)
        return outcome

    def weigh(self, command: Command, giver: Giver, *, now: datetime) -> tuple[Decided, ...] | Refusal:
        """What the command would lead to now. Nothing is recorded."""
        standings = self._standings(command)
        return self._decided(command, giver, standings, now)

    def rehearse(
        self, command: Command, envelope: Envelope, giver: Giver, *, now: datetime
    ) -> tuple[Decided, ...] | Refusal | Conflict:
        """What `give` would do now, but for what others do meanwhile. Nothing is recorded."""
        standings = self._standings(command)
        if conflict := _conflict(command, envelope, standings[command.stream]):
            return conflict
        decided = self._decided(command, giver, standings, now)
        if isinstance(decided, Refusal):
            return decided
        entries = _entries(decided, envelope, giver, "rehearsed", now)
        return entries if isinstance(entries, Refusal) else decided

    def _given(self, command: Command, envelope: Envelope, giver: Giver, command_id: str, now: datetime) -> Outcome:
        for _ in range(TIMES - 1):
            try:
                return self._once(command, envelope, giver, command_id, now)
            except WrongVersion:
                continue
        return self._once(command, envelope, giver, command_id, now)

    def _once(self, command: Command, envelope: Envelope, giver: Giver, command_id: str, now: datetime) -> Outcome:
        standings = self._standings(command)
        standing = standings[command.stream]
        if before := _caused_by(command_id, standings):
            then = _as_it_stood_after(before, standing)
            return Accepted(command_id, before, then.version, then.state, again=True)
        if conflict := _conflict(command, envelope, standing):
            return conflict
        decided = self._decided(command, giver, standings, now)
        if isinstance(decided, Refusal):
            return decided
        entries = _entries(decided, envelope, giver, command_id, now)
        if isinstance(entries, Refusal):
            return entries
        versions = {told.stream: standings[told.stream].version for told in decided}
        facts = self.log.append_together(versions, entries)
        own = tuple(recorded for recorded in facts if recorded.stream == command.stream)
        after = Standing(command.stream, (*standing.recorded, *own))
        return Accepted(command_id, facts, after.version, after.state)

    def _standings(self, command: Command) -> Mapping[str, Standing]:
        streams = dict.fromkeys((command.stream, *others_of(command)))
        return {stream: Standing(stream, tuple(self.log.history(stream))) for stream in streams}

    def _decided(
        self, command: Command, giver: Giver, standings: Mapping[str, Standing], now: datetime
    ) -> tuple[Decided, ...] | Refusal:
        if command.on > (today := now.astimezone(LONDON).date()):
            return Refusal("in_the_future", f"{command.on} is yet to come: expected {today} or before", "decision 2")
        others = {stream: standings[stream] for stream in others_of(command)}
        try:
            return decide(
                command,
                standings[command.stream],
                calendar=self.calendar,
                settings=Settings.on(command.on),
                giver=giver,
                others=others,
            )
        except OutsideTheCalendar as error:
            return Refusal("outside_the_calendar", str(error), "SEC Section A")


def _conflict(command: Command, envelope: Envelope, standing: Standing) -> Conflict | None:
    if envelope.expected_version in (None, standing.version):
        return None
    return Conflict(command.stream, envelope.expected_version or 0, standing.version, standing.state)


def _as_it_stood_after(facts: Sequence[Recorded], standing: Standing) -> Standing:
    """What came later is left out: whoever asks again is told what was told before."""
    last = max(recorded.position for recorded in facts)
    return Standing(standing.stream, tuple(told for told in standing.recorded if told.position <= last))


def _entries(
    decided: Sequence[Decided], envelope: Envelope, giver: Giver, command_id: str, now: datetime
) -> list[Entry[AnyFact]] | Refusal:
    try:
        made = [_entry(told, envelope, giver, command_id, now) for told in decided]
        for each in made:
            encode(each)
    except ValidationError as error:
        return Refusal("impossible_fact", first_reason(error), "decision 2")
    except NotAFact as error:
        return Refusal("impossible_fact", str(error), "decision 2")
    return made


def _entry(told: Decided, envelope: Envelope, giver: Giver, command_id: str, now: datetime) -> Entry[AnyFact]:
    return entry(
        told.fact,
        told.stream,
        on=told.on,
        known_at=now,
        source=Source(kind="command", ref=envelope.evidence),
        kind=told.kind,
        n=told.n,
        actor=Actor(body=BODY_OF[giver.role], person=giver.person, role=giver.role),
        correlation_id=envelope.correlation_id or command_id,
        causation_id=command_id,
    )


def _caused_by(command_id: str, standings: Mapping[str, Standing]) -> tuple[Recorded, ...]:
    mark = f'"{command_id}"'.encode()
    return tuple(
        recorded
        for standing in standings.values()
        for recorded in standing.recorded
        if mark in recorded.value and recorded.entry.causation_id == command_id
    )


def _asked(command: Command, giver: Giver, command_id: str) -> dict[str, str]:
    return {
        "command": command.name,
        "stream": command.stream,
        "actor": giver.person,
        "role": giver.role,
        "command_id": command_id,
    }
