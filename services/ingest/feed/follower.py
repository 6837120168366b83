"""The follower: from the revisions on their topic to the facts of the assessments that they tell of. Safe to repeat.

What is to be told is worked out from all that the log holds of the ticket, not from the record that came: so a repeat
leads to nothing, and a record that came early or late makes no difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import structlog

from services.ingest.feed.at_hand import HistoriesAtHand
from services.ingest.feed.setting_aside import failed
from shared.domain.codec import NotAFact, placed
from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, DccTicketRevisionObserved, TicketQuarantined
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.streams import feed as feed_stream
from shared.eventlog.errors import LogUnavailable, WrongVersion
from shared.eventlog.log import EventLog
from shared.feed.follow import follow
from shared.logs import LogEvent

AT_ONCE = 100
TIMES = 8
"""How often somebody else may be quicker with a modification before the ticket is left for later."""

_log = structlog.get_logger()


class _Told:
    """The modifications of some tickets, as they are with what is to be appended."""

    def __init__(self, histories: Mapping[str, Sequence[Recorded]]) -> None:
        self.histories = {stream: list(history) for stream, history in histories.items()}
        self.versions: dict[str, int] = {}
        self.entries: list[Entry[AnyFact]] = []

    def add(self, modification: str, entries: Iterable[Entry[AnyFact]]) -> None:
        """Those of them that are of the modification."""
        history = self.histories[modification]
        for told in entries:
            if told.stream == modification:
                self.versions.setdefault(modification, len(history))
                position = history[-1].position + 1 if history else 1
                history.append(placed(told, position, modification, len(history) + 1, told.known_at))
                self.entries.append(told)


class Follower:
    """Follows tickets in one log. Several may be at work: whoever comes second finds all told."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._modifications = HistoriesAtHand(log)

    def follow(self, streams: Iterable[str], now: datetime) -> int:
        """All of the tickets, by stream. How many facts were told. Raises LogUnavailable and NotAFact."""
        wanted = list(dict.fromkeys(streams))
        return sum(self._together(wanted[n : n + AT_ONCE], now) for n in range(0, len(wanted), AT_ONCE))

    def trouble_with(self, stream: str, now: datetime) -> Exception | None:
        """Follows the one ticket; what this program fails over in it, if anything. Raises LogUnavailable."""
        try:
            self._told([stream], now)
        except (LogUnavailable, NotAFact, WrongVersion):
            raise
        except Exception as error:
            return error
        return None

    def _together(self, streams: Sequence[str], now: datetime) -> int:
        """In one transaction; where somebody else was quicker, or one of them cannot be followed, one by one."""
        try:
            return self._told(streams, now)
        except (LogUnavailable, NotAFact):
            raise
        except Exception:
            return sum(self._one(stream, now) for stream in streams)

    def _one(self, stream: str, now: datetime) -> int:
        for _ in range(TIMES):
            try:
                return self._told([stream], now)
            except WrongVersion:
                continue
            except (LogUnavailable, NotAFact):
                raise
            except Exception as error:
                # Whatever is wrong with this ticket must not hold up another.
                self._set_aside(stream, self._log.history(stream), error, now)
                return 0
        return 0

    def _told(self, streams: Sequence[str], now: datetime) -> int:
        tickets = self._log.histories(streams)
        told = _Told(self._modifications.of(each for ticket in tickets.values() for each in _modifications(ticket)))
        for ticket in tickets.values():
            for modification in _modifications(ticket):
                told.add(modification, follow(ticket, told.histories[modification], now=now)[1])
        if not told.entries:
            return 0
        facts = self._log.append_together(told.versions, told.entries)
        _log.info(LogEvent.TICKETS_FOLLOWED, tickets=len(streams), facts=[recorded.id for recorded in facts])
        return len(facts)

    def _set_aside(self, stream: str, ticket: Sequence[Recorded], error: Exception, now: datetime) -> None:
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
