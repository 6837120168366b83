"""What the exit codes mean, and which trouble gives which."""

from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Promised to whoever calls the command from a program."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    DIFFERENCES = 3
    UNAVAILABLE = 4


class WrongUsage(ValueError):
    """What was asked for makes no sense; the message says what was expected."""


class FileTrouble(RuntimeError):
    """A file cannot be read or written; the message names it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Trouble that a sentence explains, and the exit code for it."""

    code: Exit
    sentence: str


def explained(error: Exception) -> Explained | None:
    """What a person is told of the trouble; None where it is a fault of ours."""
    if refusal := of_settings(error):
        return Explained(Exit.USAGE, refusal)
    if refusal := of_rights(error):
        return Explained(Exit.FAILED, refusal)
    code = code_for(error)
    return None if code is None else Explained(code, str(error))


def code_for(error: Exception) -> Exit | None:
    """The exit code for trouble that a sentence explains; None where it is a fault of ours, which should crash."""
    for code, kinds in _kinds():
        if isinstance(error, kinds):
            return code
    return None


def of_settings(error: Exception) -> str | None:
    """What is wrong with the settings, where that is the trouble."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError) or error.title != "Settings":
        return None
    first = error.errors()[0]
    said = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return said  # what is wrong with several at once names them itself
    name = f"SECCHANGE_{str(first['loc'][0]).upper()}"
    # An address may hold a password.
    return f"{name}: {said}" if name == "SECCHANGE_DATABASE_URL" else f"{name} is {first['input']!r}: {said}"


def of_rights(error: BaseException) -> str | None:
    """Which right is missing in the database, where that is the trouble."""
    from psycopg.errors import InsufficientPrivilege

    cause: BaseException | None = error
    while cause:
        if isinstance(cause, InsufficientPrivilege):
            return (
                f"the database refuses what its role may not do ({cause.diag.message_primary}): grant that to the "
                "role of SECCHANGE_DATABASE_URL; infra/RUNBOOK.md lists what is needed"
            )
        cause = cause.__cause__
    return None


def _kinds() -> tuple[tuple[Exit, tuple[type[Exception], ...]], ...]:
    # Imported only once something went wrong, so that the quick commands stay quick.
    from psycopg import OperationalError

    from services.ingest.feed.quarantine import NotSetAside
    from services.ingest.feed.servicenow.errors import SourceRefuses, SourceUnavailable
    from services.ingest.feed.sources import SourcesUnfit
    from services.reporter.cut import UnknownVersion
    from services.reporter.explain.explanation import UnknownFigure
    from services.reporter.issued.errors import NoSuchPaper, NotIssued
    from services.reporter.listings.find import UnknownModification
    from shared.domain.calendar import OutsideTheCalendar
    from shared.domain.codec import NotAFact
    from shared.domain.reference import NotAReference
    from shared.domain.streams import NotAStream
    from shared.embedded.errors import EmbeddedUnavailable
    from shared.eventlog.errors import AnotherRelayIsActive, ForbiddenSetting, LogForbidden, LogUnavailable
    from shared.inbox.connection import FeedBoxUnavailable
    from shared.papers.decode import NotAPaper
    from shared.processes import ProcessEnded
    from shared.roles.refuse import NotPrepared, RoleTooStrong
    from shared.rowstore.errors import NotComplete, RowStoreError
    from shared.trailstore.errors import TrailError
    from shared.transport.broker import BrokerUnavailable, Displaced, TopicUnfit

    return (
        (Exit.UNAVAILABLE, (BrokerUnavailable, LogUnavailable, EmbeddedUnavailable, AnotherRelayIsActive, TopicUnfit)),
        (Exit.UNAVAILABLE, (NotComplete, OperationalError, FeedBoxUnavailable, SourceUnavailable)),
        (Exit.USAGE, (WrongUsage, NotAReference, NotAStream, UnknownFigure, ForbiddenSetting, SourcesUnfit)),
        (Exit.FAILED, (NotAPaper, UnknownModification, RowStoreError, LogForbidden, FileTrouble, NotSetAside)),
        (Exit.FAILED, (UnknownVersion, NoSuchPaper, TrailError, RoleTooStrong, NotPrepared)),
        (Exit.FAILED, (OutsideTheCalendar, NotAFact)),
        (Exit.DIFFERENCES, (NotIssued,)),
        (Exit.FAILED, (Displaced, ProcessEnded, SourceRefuses)),
    )
