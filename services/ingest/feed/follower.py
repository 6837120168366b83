"""The follower: from the revisions on their topic to the facts of the assessments that they tell of. Safe to repeat.

What is to be told is worked out from all that the log holds of the ticket, not from the record that came: so a repeat
leads to nothing, and a record that came early or late makes no difference.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import structlog

from services.ingest.feed.setting_aside import failed
from shared.domain.codec import NotAFact
from shared.domain.entry import Source, entry
from shared.domain.facts import AnyFact, DccTicketRevisionObserved, TicketQuarantined
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.streams import feed as feed_stream
from shared.eventlog.errors import LogUnavailable, WrongVersion
from shared.eventlog.log import EventLog
from shared.feed.follow import follow
from shared.logs import LogEvent

TIMES = 8
"""How often somebody else may be quicker with a modification before the ticket is left for later."""

_log = structlog.get_logger()


class Follower:
    """Follows tickets in one log. Several may be at work: whoever comes second finds all told."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def follow(self, streams: Iterable[str], now: datetime) -> int:
        """Each of the tickets, by stream. How many facts were told. Raises LogUnavailable."""
        return sum(self._one(stream, now) for stream in dict.fromkeys(streams))

    def trouble_with(self, stream: str, now: datetime) -> Exception | None:
        """Follows the one ticket; what this program fails over in it, if anything. Raises LogUnavailable."""
        try:
            self._told(stream, self._log.history(stream), now)
        except (LogUnavailable, NotAFact, WrongVersion):
            raise
        except Exception as error:
            return error
        return None

    def _one(self, stream: str, now: datetime) -> int:
        for _ in range(TIMES):
            ticket: Sequence[Recorded] = ()
            try:
                ticket = self._log.history(stream)
                return self._told(stream, ticket, now)
            except WrongVersion:
                continue
            except (LogUnavailable, NotAFact):
                raise
            except Exception as error:
                # Whatever is wrong with this ticket must not hold up another.
                return self._set_aside(stream, ticket, error, now)
        return 0

    def _told(self, stream: str, ticket: Sequence[Recorded], now: datetime) -> int:
        told = 0
        for modification in _modifications(ticket):
            history = self._log.history(modification)
            _, entries = follow(ticket, history, now=now)
            own = [each for each in entries if each.stream == modification]
            if own:
                facts = self._log.append_together({modification: len(history)}, own)
                _log.info(LogEvent.TICKET_FOLLOWED, stream=stream, facts=[recorded.id for recorded in facts])
                told += len(facts)
        return told

    def _set_aside(self, stream: str, ticket: Sequence[Recorded], error: Exception, now: datetime) -> int:
        _, source, ticket_id = stream.split("/", 2)
        last = ticket[-1].fact if ticket else None
        assert isinstance(last, DccTicketRevisionObserved)
        why = failed(error)
        fact = TicketQuarantined(
            item=f"{ticket_id}-{last.ticket.revision}-{type(error).__name__}",
            reason=why.code,
            message=why.message,
            pointers=why.pointers,
            fingerprint=why.fingerprint,
            door=last.door,
            raw_sha256=last.raw_sha256,
            ticket_id=ticket_id,
            revision=last.ticket.revision,
            modification=last.ticket.modification_ref,
        )
        _log.error(LogEvent.TICKET_NOT_FOLLOWED, stream=stream, exc_info=error)
        self._append_quarantined(feed_stream(source), fact, now)
        return 0

    def _append_quarantined(self, stream: str, fact: TicketQuarantined, now: datetime) -> None:
        told = entry(
            fact,
            stream,
            on=now.astimezone(LONDON).date(),
            known_at=now,
            source=Source(kind="ticket", ref=stream.removeprefix("feed/")),
        )
        self._log.import_entries([told])


def _modifications(ticket: Sequence[Recorded]) -> list[str]:
    """The modification that the ticket tells of; where a revision named another before, that one too."""
    named: list[AnyFact] = [recorded.fact for recorded in ticket]
    refs = [fact.ticket.modification_ref for fact in named if isinstance(fact, DccTicketRevisionObserved)]
    return list(dict.fromkeys(ModificationRef.parse(ref).stream for ref in refs))
