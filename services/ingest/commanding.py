"""From a command to facts in the log: load, decide, append; once more if somebody was quicker.

A command that is given again under the same id is found in the history and answered as before, also after a crash
between the append and the answer: every fact names the command that caused it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from services.ingest.weighing import Accepted, Asked, Conflict, Outcome, Planned, streams_of, weighed
from shared.domain.calendar import CALENDARS, Calendar
from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.process.command import Command, Decided, Giver
from shared.process.refusal import Refusal
from shared.process.standing import Standing
from shared.process.wire import Envelope

__all__ = ["Accepted", "CommandDesk", "Conflict", "Outcome"]

TIMES = 5
"""How often somebody else may be quicker before the command is given up."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class CommandDesk:
    """Where commands are given to one log. Threads may share it."""

    log: EventLog
    calendar: Calendar = CALENDARS["england_and_wales/1"]

    def give(self, command: Command, envelope: Envelope, giver: Giver, *, command_id: str, now: datetime) -> Outcome:
        """What became of the command; what was accepted is durable. Raises LogUnavailable; WrongVersion where others
        were quicker time and again."""
        return self.carry_out(Asked(command, envelope, giver, command_id), now=now)

    def carry_out(self, asked: Asked, *, now: datetime) -> Outcome:
        """As `give`."""
        outcome = self._given(asked, now)
        tell(asked, outcome)
        return outcome

    def rehearse(
        self, command: Command, envelope: Envelope, giver: Giver, *, now: datetime
    ) -> tuple[Decided, ...] | Refusal | Conflict:
        """What `give` would do now, but for what others do meanwhile. Nothing is recorded."""
        found = self.try_out(Asked(command, envelope, giver, "rehearsed"), now=now)
        assert not isinstance(found, Accepted)  # no command ever has that id
        return found.decided if isinstance(found, Planned) else found

    def try_out(self, asked: Asked, *, now: datetime) -> Planned | Outcome:
        """What would become of the command now. Nothing is recorded; Accepted is what was carried out before."""
        return weighed(asked, self.standings(asked.command), calendar=self.calendar, now=now)

    def standings(self, command: Command) -> Mapping[str, Standing]:
        """Of all streams that must be seen to judge the command."""
        return {stream: self.standing(stream) for stream in streams_of(command)}

    def standing(self, stream: str) -> Standing:
        """Of one stream, as it is in the log now."""
        return Standing(stream, tuple(self.log.history(stream)))

    def _given(self, asked: Asked, now: datetime) -> Outcome:
        for _ in range(TIMES - 1):
            try:
                return self._once(asked, now)
            except WrongVersion:
                continue
        return self._once(asked, now)

    def _once(self, asked: Asked, now: datetime) -> Outcome:
        standings = self.standings(asked.command)
        found = weighed(asked, standings, calendar=self.calendar, now=now)
        if not isinstance(found, Planned):
            return found
        facts = self.log.append_together(found.versions, found.entries)
        stream = asked.command.stream
        own = tuple(recorded for recorded in facts if recorded.stream == stream)
        after = Standing(stream, (*standings[stream].recorded, *own))
        return Accepted(asked.command_id, facts, after.version, after.state)


def tell(asked: Asked, outcome: Outcome) -> None:
    """The machine's own account of what became of a command."""
    command = asked.command
    log = _log.bind(
        command=command.name,
        stream=command.stream,
        actor=asked.giver.person,
        role=asked.giver.role,
        command_id=asked.command_id,
    )
    match outcome:
        case Accepted(facts=facts):
            log.info(LogEvent.COMMAND_ACCEPTED, facts=[recorded.id for recorded in facts])
        case Refusal(code=code, message=message):
            log.warning(LogEvent.COMMAND_REFUSED, code=code, reason=message)
        case Conflict(version=version):
            log.info(LogEvent.COMMAND_CONFLICTED, version=version)
