"""What became of each row of a file that was dropped: for the file that is written beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from services.ingest.feed.dropped import rows_in
from services.ingest.feed.safe_csv import safe_csv
from services.ingest.feed.sources import SourceSettings
from shared.domain.facts import DccTicketRevisionObserved, TicketQuarantined
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.streams import feed as feed_stream
from shared.domain.streams import ticket as ticket_stream
from shared.feed.placing import id_of
from shared.feed.reasons import Ignored, Refused
from shared.feed.sheet import SheetRow
from shared.feed.take import in_our_words
from shared.inbox.deliveries import Waiting

History = Callable[[str], Sequence[Recorded]]
Became = Literal["taken", "known before", "quarantined", "ignored", "waiting"]

COLUMNS = ("line", "modification", "ticket_id", "revision", "became", "reason", "message", "item", "receipt")
_OF_THE_TICKETS_LIFE = frozenset({"transition-illegal", "date-impossible", "revision-regressed"})
_NUMBERS_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class RowResult:
    """`line` 0 is the file as a whole. `item` finds it in the quarantine again, `receipt` in the inbox."""

    line: int
    became: Became
    receipt: int
    modification: str | None = None
    ticket_id: str | None = None
    revision: int | None = None
    reason: str | None = None
    message: str | None = None
    item: str | None = None

    def cells(self) -> Sequence[object]:
        line = self.line or None
        told = (self.modification, self.ticket_id, self.revision, self.became, self.reason, self.message, self.item)
        return (line, *told, self.receipt)


def result_csv(results: Sequence[RowResult]) -> bytes:
    """The file that is written beside the sheet."""
    return safe_csv(COLUMNS, (result.cells() for result in results))


def results_of(
    waiting: Waiting, raw: bytes, settings: SourceSettings, history: History, *, is_waiting: bool
) -> tuple[RowResult, ...]:
    """In the order of the lines, as the log has it now. `is_waiting`: nobody has read the file yet."""
    rows = rows_in(raw)
    if is_waiting:
        lines = [0] if isinstance(rows, Refused) else [row.line for row in rows]
        return tuple(RowResult(line, "waiting", waiting.receipt) for line in lines)
    items = _items(history(feed_stream(waiting.source)))
    if isinstance(rows, Refused):
        item = next((fact for fact in items if fact.raw_sha256 == waiting.digest.hex()), None)
        found = item.item if item else None
        return (RowResult(0, "quarantined", waiting.receipt, reason=rows.code, message=rows.message, item=found),)
    finding = _Finding(waiting, settings, history, _by_line(waiting, history(feed_stream(waiting.source))), items)
    return tuple(finding.of(row) for row in rows)


@dataclass(frozen=True, slots=True)
class _Finding:
    waiting: Waiting
    settings: SourceSettings
    history: History
    set_aside: Mapping[int, TicketQuarantined]
    items: Sequence[TicketQuarantined]

    def of(self, row: SheetRow) -> RowResult:
        told = in_our_words(row.told, self.settings.words("drop"))
        if isinstance(told, Ignored):
            return RowResult(row.line, "ignored", self.waiting.receipt, message=told.why)
        item = self.set_aside.get(row.line)
        observed = self._observed(row.line, told) if isinstance(told, dict) else None
        if observed and not (item and item.reason in _OF_THE_TICKETS_LIFE):
            ticket = observed.ticket
            return self._result(row, "taken", ticket_id=ticket.ticket_id, revision=ticket.revision)
        item = item or self._same_trouble(told)
        if item:
            return self._result(
                row,
                "quarantined",
                ticket_id=item.ticket_id,
                revision=item.revision,
                reason=item.reason,
                message=item.message,
                item=item.item,
            )
        return self._result(row, "known before")

    def _result(self, row: SheetRow, became: Became, **more: object) -> RowResult:
        ref = row.cells.get("modification_ref")
        return RowResult(row.line, became, self.waiting.receipt, ref, **more)  # type: ignore[arg-type]

    def _observed(self, line: int, told: Mapping[str, object]) -> DccTicketRevisionObserved | None:
        digest, mark = self.waiting.digest.hex(), f", line {line}"
        for stream in self._tickets(told):
            for recorded in self.history(stream):
                fact, locator = recorded.fact, recorded.source.locator or ""
                if not isinstance(fact, DccTicketRevisionObserved):
                    continue
                if fact.raw_sha256 == digest and locator.endswith(mark):
                    return fact
        return None

    def _tickets(self, told: Mapping[str, object]) -> Iterator[str]:
        """The streams of the tickets that the row may be of."""
        source = self.waiting.source
        if "ticket_id" in told:
            yield ticket_stream(source, str(told["ticket_id"]))
            return
        modification = ModificationRef.parse(str(told["modification_ref"])).stream
        kind, n, is_there = str(told["assessment_type"]), 1, True
        while n <= _NUMBERS_LOOKED_AT or is_there:
            stream = ticket_stream(source, id_of(modification, kind, n))
            is_there = bool(self.history(stream))
            yield stream
            n += 1

    def _same_trouble(self, told: Mapping[str, object] | Refused) -> TicketQuarantined | None:
        """The row is in the quarantine since an earlier file, for what is wrong with it still."""
        if isinstance(told, Refused):
            return None
        ids = {stream.rsplit("/", 1)[1] for stream in self._tickets(told)}
        unknown = not any(self.history(stream) for stream in self._tickets(told))
        return next((item for item in self.items if unknown and item.ticket_id in ids), None)


def _items(history: Sequence[Recorded]) -> list[TicketQuarantined]:
    return [recorded.fact for recorded in history if isinstance(recorded.fact, TicketQuarantined)]


def _by_line(waiting: Waiting, history: Sequence[Recorded]) -> Mapping[int, TicketQuarantined]:
    found = {}
    for recorded in history:
        fact, locator = recorded.fact, recorded.source.locator or ""
        if isinstance(fact, TicketQuarantined) and locator.startswith(f"delivery {waiting.receipt}, line "):
            found[int(locator.rsplit(" ", 1)[1])] = fact
    return found
