"""The door for commands: each is carried out once, and whoever comes again with the same key is answered the same.

The id of a command under a key follows from the giver and the key: so, after a crash between the facts and the
answer, whoever comes again finds the facts by the command that caused them, and is answered by them.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import structlog

from services.ingest import command_ids
from services.ingest.bulk import Mode
from services.ingest.commanding import CommandDesk
from services.ingest.web import answer
from services.ingest.web.answer import Answer
from services.ingest.web.many import Answered as ManyAnswered
from services.ingest.web.many import give_many
from shared.answers.store import Answered, Answers, AskedOtherwise, Held, InFlight
from shared.eventlog.errors import WrongVersion
from shared.logs import LogEvent
from shared.process.command import Command, Giver
from shared.process.wire import Envelope, read

_log = structlog.get_logger()


def _now() -> datetime:
    return datetime.now(UTC)


class CommandDoor:
    """Threads may share it. Every method raises NotACommand and LogUnavailable."""

    def __init__(self, desk: CommandDesk, answers: Answers, *, now: Callable[[], datetime] = _now) -> None:
        self._desk = desk
        self._answers = answers
        self._now = now

    def give(self, name: str, body: bytes, giver: Giver, key: str | None) -> Answer:
        """Carries the command out, or says why not; what is answered with 201 is durable.

        Where LogUnavailable is raised, it may have been carried out all the same: with a key, come again.
        """
        command, envelope = read(name, body)
        if key is None:
            return self._given(command, envelope, giver, command_ids.new())
        id = command_ids.of_key(giver, key)
        with self._answers.taking(id, _digest(name.encode(), body)) as found:
            match found:
                case Held():
                    return self._answered(found, command, envelope, giver, id)
                case Answered(status, told):
                    _log.info(LogEvent.COMMAND_REPEATED, command=name, command_id=id, status=status)
                    return Answer(status, told, is_replayed=True)
                case AskedOtherwise():
                    return answer.key_reused()
                case InFlight():
                    return answer.in_flight()

    def give_many(self, body: bytes, giver: Giver, mode: Mode) -> ManyAnswered:
        """As `many.give_many`."""
        return give_many(self._desk, body, giver, mode, now=self._now())

    def rehearse(self, name: str, body: bytes, giver: Giver) -> Answer:
        """What would become of it now. Nothing is recorded, and no key is used up."""
        command, envelope = read(name, body)
        return answer.of_rehearsal(command.stream, self._desk.rehearse(command, envelope, giver, now=self._now()))

    def _answered(self, held: Held, command: Command, envelope: Envelope, giver: Giver, id: str) -> Answer:
        given = self._given(command, envelope, giver, id)
        # A crash before this line is harmless: see above. What is to be tried again is no answer yet.
        if given.again_in_seconds is None:
            held.answer(given.status, given.body, may_be_lost=given.status == 201)
        return given

    def _given(self, command: Command, envelope: Envelope, giver: Giver, id: str) -> Answer:
        try:
            outcome = self._desk.give(command, envelope, giver, command_id=id, now=self._now())
        except WrongVersion as error:
            return answer.of_crowd(error)
        return answer.of_outcome(command.stream, outcome)


def _digest(*parts: bytes) -> bytes:
    """Of all the parts, each with its length, so that none can pass for two."""
    return sha256(b"".join(len(part).to_bytes(8) + part for part in parts)).digest()
