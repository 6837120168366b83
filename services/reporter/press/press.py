"""What a paper is built and issued with, by whom, and the two ways in which it is refused or told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

import structlog
from pydantic import ValidationError

from services.reporter.issued.errors import NotIssued
from shared.domain.calendar import CALENDARS
from shared.domain.codec import NotAFact, encode
from shared.domain.entry import Actor, Entry, Source, entry
from shared.domain.facts import AnyFact
from shared.domain.london import LONDON
from shared.domain.period import Month
from shared.domain.reasons import first_reason
from shared.domain.recorded import Recorded
from shared.domain.streams import paper
from shared.eventlog.log import EventLog
from shared.issued.store import IssuedStore
from shared.logs import LogEvent
from shared.process.command import Command, Giver
from shared.process.guard import Case
from shared.process.policy import BODY_OF
from shared.process.publishing import refused
from shared.process.settings import Settings
from shared.process.standing import Standing
from shared.rowstore.store import RowStore

CALENDAR = "england_and_wales/1"
_log = structlog.get_logger()


class Checkpoints(Protocol):
    """Where the log is signed for."""

    def checkpoint_at(self, position: int, /) -> str:
        """The signed checkpoint of all facts up to the position."""
        ...


@dataclass(frozen=True)
class Archive:
    """All that issued papers are looked at and made again with."""

    log: EventLog
    rows: RowStore
    kept: IssuedStore

    def passed_over(self) -> Collection[int]:
        """The positions of facts that an operator discarded: as no row, so nothing else of a paper is made of them."""
        return self.rows.discarded()


@dataclass(frozen=True)
class Press(Archive):
    """All that a paper is built and issued with."""

    checkpoints: Checkpoints


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when it is."""

    giver: Giver
    now: datetime


class Done(NamedTuple):
    """The fact, and the files of which it tells, by format."""

    fact: Recorded
    files: Mapping[str, bytes]


def refuse(deed: str, fact: AnyFact, month: Month, history: Sequence[Recorded], by: By) -> None:
    """Raises NotIssued where the role may not, or one person would do what two must."""
    stream, day = paper(str(month)), by.now.astimezone(LONDON).date()
    command = Command(deed, stream, day, fact)
    standing = Standing(stream, tuple(history))
    if refusal := refused(Case(command, standing, {}, CALENDARS[CALENDAR], Settings.on(day), by.giver)):
        _log.warning(LogEvent.COMMAND_REFUSED, command=deed, stream=stream, code=refusal.code, reason=refusal.message)
        raise NotIssued(str(refusal))


def entry_of(fact: AnyFact, month: Month, by: By) -> Entry[AnyFact]:
    """The fact as the person's own deed. Raises NotIssued where it is more than a fact may be."""
    giver = by.giver
    try:
        told = entry(
            fact,
            paper(str(month)),
            on=by.now.astimezone(LONDON).date(),
            known_at=by.now,
            source=Source(kind="command", ref=type(fact).__name__),
            actor=Actor(body=BODY_OF[giver.role], person=giver.person, role=giver.role),
        )
        encode(told)
    except ValidationError as error:
        raise NotIssued(first_reason(error)) from None
    except NotAFact as error:
        raise NotIssued(str(error)) from None
    return told


def moved_on(month: Month) -> NotIssued:
    """The error where another was quicker."""
    return NotIssued(f"somebody else was at the paper of {month} meanwhile: look at it again, and decide again")
