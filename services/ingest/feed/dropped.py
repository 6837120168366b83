"""What lies in a file that was dropped: CSV or XLSX, row by row, each with the ticket that it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.ingest.feed.workbook import BEGINS, workbook_lines
from shared.domain.reference import ModificationRef
from shared.feed.placing import Known, Unplaced, places, whole
from shared.feed.reasons import Ignored, Refused
from shared.feed.sheet import LARGEST_SHEET_BYTES, SheetRow, csv_lines, rows_of
from shared.feed.take import Words, in_our_words


@dataclass(frozen=True, slots=True)
class DroppedRow:
    """`told`: a ticket for `take`. `named`: what the row calls its ticket and modification, if only that is known."""

    line: int
    told: Mapping[str, Any] | Refused | Ignored
    named: Mapping[str, Any]


def rows_in(raw: bytes) -> Sequence[SheetRow] | Refused:
    """The rows of the file."""
    if len(raw) > LARGEST_SHEET_BYTES:
        return Refused("too-large", f"{len(raw):,} bytes: expected at most {LARGEST_SHEET_BYTES:,}")
    lines = workbook_lines(raw) if raw.startswith(BEGINS) else csv_lines(raw)
    return lines if isinstance(lines, Refused) else rows_of(lines)


def dropped(rows: Sequence[SheetRow], source: str, words: Words, known: Known, at: datetime) -> Iterator[DroppedRow]:
    """In the order of the days that they tell of, so that the first assessment of its kind gets the first number.

    `known` is asked again for each row: what an earlier row told is known by then. `at`: when the file came.
    """
    settled = [(row.line, in_our_words(row.told, words), row) for row in rows]
    unplaced = [_unplaced(line, told) for line, told, _ in settled if isinstance(told, dict)]
    found = places([each for each in unplaced if "ticket_id" not in each.told], known)
    days = {each.at: each.first_day for each in unplaced}
    for line, told, row in sorted(settled, key=lambda each: (days.get(each[0], ""), each[0])):
        named = row.told if isinstance(row.told, Mapping) else row.cells
        if isinstance(told, dict):
            each = _unplaced(line, told)
            id = str(told.get("ticket_id") or found[line])
            yield DroppedRow(line, whole(told, id, source, each.stream, each.kind, known, at), named)
        else:
            yield DroppedRow(line, told, named)


def _unplaced(line: int, told: Mapping[str, Any]) -> Unplaced:
    return Unplaced(line, ModificationRef.parse(told["modification_ref"]).stream, told["assessment_type"], told)
