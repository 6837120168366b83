"""What the services say about themselves: every log event by name, and one set-up for all of them.

Everything goes to standard error, so that standard output stays for papers and figures: JSON, one object a line,
unless a terminal is watching. Values are keys and never part of the sentence:
`log.info(LogEvent.FACTS_APPENDED, stream="106", facts=2)`. Tests read logs with `structlog.testing.capture_logs`.
"""

import logging
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from time import monotonic
from typing import Self, TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

SAID_AGAIN_AFTER_SECONDS = 10.0
"""What a library repeats sooner is only counted."""

_PASSWORD = re.compile(r"(?<=://)([^:@/\s]*):[^@/\s]*@")


class LogEvent(StrEnum):
    """A fact about the machine: dotted, past tense. At level `error` a person must act.

    To add one: its name, and one line that says what it means to whoever reads the log.
    """

    meaning: str

    def __new__(cls, name: str, meaning: str) -> Self:
        event = str.__new__(cls, name)
        event._value_ = name
        event.meaning = meaning
        return event

    SERVICE_STARTED = "service.started", "A service is up and at work."
    SERVICE_STOPPED = "service.stopped", "A service was told to end, and did."
    SERVICE_FAILED = "service.failed", "A service met what it cannot go on after, and ends."
    REQUEST_FAILED = "request.failed", "A page was not answered because of a fault in this program."
    LIBRARY_TOLD = (
        "library.told",
        "A library warns of something in words of its own; see the events beside it.",
    )
    LOG_CREATED = "log.created", "The log's table was not there and has been made."
    FACTS_APPENDED = "facts.appended", "Facts were appended, to one stream or to several; they are durable."
    FACTS_IMPORTED = "facts.imported", "A list of entries was imported: so many recorded, repeated, added as evidence."
    FILE_IMPORTED = (
        "file.imported",
        "A file of facts was read to its end; what became of its lines.",
    )
    PAPER_IMPORTED = "paper.imported", "A published paper was read and its facts recorded, all in one transaction."
    COMMAND_ACCEPTED = "command.accepted", "A command was carried out; the facts it led to are durable."
    COMMAND_REFUSED = "command.refused", "A rule, the policy, or the separation of duties did not allow a command."
    COMMAND_REPEATED = "command.repeated", "A command came again under its key; it was answered as before."
    COMMAND_CONFLICTED = "command.conflicted", "A command was given for a version of its stream that is past."
    CALLER_REFUSED = "caller.refused", "Somebody gave a command without a token that is known."
    TOKENS_REFUSED = "tokens.refused", "A line of the tokens' file is not understood: it lets nobody in."
    FEED_HELD_UP = "feed.held_up", "The broker or the database does not answer; the feed tries again from where it was."
    DELIVERY_TURNED_AWAY = "delivery.turned_away", "Nobody that is known has signed a delivery; it was only counted."
    DELIVERIES_READ = "deliveries.read", "Deliveries of the feed were read; what became of the tickets in them."
    TICKET_QUARANTINED = "ticket.quarantined", "Something from the feed was set aside, with its reason."
    SOURCE_POLLED = (
        "source.polled",
        "A source was polled to its end; so many rows came, so many for the first time.",
    )
    SOURCE_SWEPT = (
        "source.swept",
        "All tickets that a source should have were looked for; so many are gone.",
    )
    SOURCE_TROUBLED = "source.troubled", "A poll did not come to its end; the next one goes on from its watermark."
    CIRCUIT_OPENED = "circuit.opened", "A source failed so often that it is only tried once in a quarter of an hour."
    CIRCUIT_CLOSED = "circuit.closed", "A source that was left alone answers again."
    TICKET_VANISHED = "ticket.vanished", "A ticket is not in its source any more; what it told stands."
    TICKET_NOT_READ = (
        "ticket.not_read",
        "This program failed over a ticket that came; it is set aside, others go on.",
    )
    TICKETS_FOLLOWED = "tickets.followed", "Tickets led to facts of their assessments; they are durable."
    TICKET_NOT_FOLLOWED = "ticket.not_followed", "This program failed over a ticket; it is set aside, others go on."
    FEED_RECONCILED = "feed.reconciled", "Both sides of the feed were compared; in so many lines they differ."
    GAPS_LOOKED_INTO = "gaps.looked_into", "So many revisions that no poll saw were found in the audit of the source."
    MONTH_FORGOTTEN = "feed.month_forgotten", "What really came in that month was kept for 24 months; its key is gone."
    MONTH_KEPT = "feed.month_kept", "A month past its time is kept, since something of it waits still."
    REPORT_BUILT = "report.built", "Somebody built a paper and stands by it; nothing is out yet."
    REPORT_ISSUED = "report.issued", "A paper is out: its files and its fact are durable, in one transaction."
    REPORT_DIFFERED = (
        "report.differed",
        "An issued paper was made again, and a file came out otherwise.",
    )
    APPEND_SETTLED = "append.settled", "An append's answer was lost, or it was sent twice; its facts were found stored."
    TRAIL_KEY_MADE = "trail.key_made", "A key was made that signs checkpoints from now on; its public half is told."
    TRAIL_HELD_UP = "trail.held_up", "The trail did not grow with the log; it is tried again, from where it was."
    TRAIL_CONTRADICTED = (
        "trail.contradicted",
        "The log is not the one of which a checkpoint outside the database was signed; nothing more is signed.",
    )
    CHECKPOINT_SIGNED = "checkpoint.signed", "A checkpoint of the log was signed, and is kept outside the database."
    LOG_CONNECTION_LOST = "log.connection_lost", "The connection to the log broke; it is being made again."
    LOG_FULL = "log.full", "The disk of the log's database is full: nothing more is recorded until there is room."
    BATCH_PROJECTED = "batch.projected", "Facts were projected: their rows and the bookmarks are durable."
    REPEATS_DROPPED = "repeats.dropped", "So many records came again, as after a crash; they changed nothing."
    GAP_FILLED = "gap.filled", "So many facts were missing or out of place on the topic; the log's were taken instead."
    RECORD_REFUSED = "record.refused", "A record on the topic is not what the log holds; the log is asked instead."
    STREAM_PARKED = "stream.parked", "A fact could not be projected; it and the later ones of its stream wait."
    STREAM_UNPARKED = "stream.unparked", "What was parked of a stream has been projected after all."
    PROJECTOR_HELD_UP = (
        "projector.held_up",
        "The broker or the database does not answer; the projector tries again and goes on.",
    )
    FACT_DISCARDED = "fact.discarded", "An operator had a parked fact passed over, for good; the journal says why."
    PROJECTOR_FENCED = (
        "projector.fenced",
        "Another projector was first, or the rows were rebuilt; it begins anew.",
    )
    PARTITIONS_ASSIGNED = "partitions.assigned", "This projector now holds these partitions."
    ROWS_REBUILT = "rows.rebuilt", "All rows were made again from the log and compared with the live ones."
    ROWS_SWAPPED = (
        "rows.swapped",
        "A rebuilt generation of rows has become the live one; for so many seconds nobody could project.",
    )
    FACTS_RELAYED = "facts.relayed", "Facts of the log are on the topic, acknowledged, and the relay's place is saved."
    RELAY_STOOD_BY = "relay.stood_by", "Another relay is at work; this one waits to take its place."
    TOPIC_TAKEN_UP = "topic.taken_up", "The relay goes on after this position of this life of the topic; 0 is a refill."
    RELAY_HELD_UP = "relay.held_up", "The broker or the log does not answer; the relay tries again from where it was."
    PRODUCER_DROPPED = "producer.dropped", "A publish was not acknowledged in time; the next one has a fresh producer."
    MEMBER_REPLACED = "member.replaced", "A consumer was not settled in its group in time; a fresh one takes its place."
    ACKNOWLEDGEMENT_LOST = "acknowledgement.lost", "A hint to the broker was lost: some repeats, which are dropped."


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Sets up logging for this process. Called once, in a service's `__main__`; again is harmless."""
    to = stream or sys.stderr
    watched = to.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_passwords,
    ]
    renderer: Processor = _for_a_terminal() if watched else structlog.processors.JSONRenderer(ensure_ascii=False)
    ending: list[Processor] = [renderer] if watched else [structlog.processors.format_exc_info, renderer]
    structlog.configure(
        processors=[*shared, *ending],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(to),
    )
    _take_in_the_libraries(level)


def _for_a_terminal() -> Processor:
    # Left to itself it prints, with a traceback, what the local variables hold: somebody's token, or a password.
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)


def also(hearer: Processor) -> None:
    """Has `hearer` hear every event from now on, before it is written. After `configure`, which forgets it."""
    structlog.configure(processors=[hearer, *structlog.get_config()["processors"]])


def _take_in_the_libraries(level: int) -> None:
    """What libraries warn of, which know nothing of structlog, comes out as an event of ours.

    Where only errors are asked for, as by a command that says in one sentence what went wrong, they are silent.
    """
    theirs = logging.WARNING if level < logging.ERROR else logging.CRITICAL
    logging.basicConfig(level=theirs, handlers=[_Libraries()], force=True)


class _Libraries(logging.Handler):
    """A library's error is a warning of ours: whether a person must act, whoever uses it says in an event of its own.

    What is said again within ten seconds is counted, and not written: a broker that is away is told of many times a
    second.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, str], _Said] = {}

    def emit(self, record: logging.LogRecord) -> None:
        said = self._said.setdefault((record.name, str(record.msg)), _Said())
        now = monotonic()
        if now - said.at < SAID_AGAIN_AFTER_SECONDS:
            said.unwritten += 1
            return
        event = {"logger": record.name, "text": record.getMessage(), "repeated": said.unwritten}
        said.at, said.unwritten = now, 0
        structlog.get_logger().warning(LogEvent.LIBRARY_TOLD, **event, exc_info=record.exc_info)


@dataclass(slots=True)
class _Said:
    at: float = -inf
    unwritten: int = 0


def _without_passwords(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An address with a password in it is logged with dots in the password's place."""
    return {key: _PASSWORD.sub(r"\1:…@", value) if type(value) is str else value for key, value in event.items()}
