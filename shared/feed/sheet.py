"""A sheet of assessments, as it was dropped: from its cells to what each row tells, by one of two sets of headings.

`OURS`: the names of the fields of a ticket, in any order. `PAPERS`: the headings of the paper's own tables, exactly.
Nothing is guessed: a row with a date that can be read in two ways is set aside, the others are taken.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.feed.reasons import Refused

LARGEST_SHEET_BYTES = 8 * 1024 * 1024
MOST_ROWS = 20_000

PAPERS = ("Modification", "Assessment type", "Accepted", "Returned", "Target WD", "Current/Actual WD")
"""Days as `6 Feb 20`; `40` or `40 WD`. Returned where it says when; else open since it was accepted."""

_DATES = frozenset({"requested_on", "accepted_on", "returned_on", "closed_on"})
_WHOLE = frozenset({"revision", "assessment_no", "target_wd", "target_wd_original", "dcc_reported_wd"})
_TRUTHS = frozenset({"stops_clock"})
_TEXTS = frozenset(
    {
        *("source", "ticket_id", "ticket_number", "created_at", "updated_at", "modification_ref", "dcc_cr_ref"),
        *("assessment_type", "urgency", "state", "hold_reason", "summary", "url"),
    }
)
OURS = _DATES | _WHOLE | _TRUTHS | _TEXTS
NEEDED = ("modification_ref", "assessment_type", "state")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PAPERS_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3}) (\d{2}|\d{4})", re.ASCII)
_DIGITS_ALONE = re.compile(r"\d{1,4}[/.\-\s]\d{1,2}[/.\-\s]\d{1,4}", re.ASCII)
_DAYS = re.compile(r"(\d{1,4})(?:\s*WD)?", re.ASCII)

# One field and what ends it. A quotation mark stands only around a whole field, and twice within one.
_FIELD = re.compile(r'(?:"((?:[^"]|"")*+)"|([^",\r\n]*+))(,|\r\n|\n|\r|\Z)')


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells, at the line of the file at which it begins; or why the line is none."""

    number: int
    cells: tuple[str, ...] | Refused


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What one row tells, by field, for `take`; or why it cannot be read, and of what it seems to be."""

    line: int
    told: Mapping[str, Any] | Refused
    cells: Mapping[str, str]


def csv_lines(raw: bytes) -> Sequence[Line] | Refused:
    """The lines of a CSV file by RFC 4180, in UTF-8 with or without its mark. Blank lines are passed over."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Refused("encoding", f"it is not UTF-8 (byte {error.start}): save the file as CSV UTF-8")
    if "\0" in text:
        return Refused("encoding", "it holds the character NUL: save the file as CSV UTF-8")
    return tuple(line for line in _lines(text) if isinstance(line.cells, Refused) or any(map(str.strip, line.cells)))


def _lines(text: str) -> Iterator[Line]:
    place, number = 0, 1
    while place < len(text):
        cells, end = _cells(text, place)
        if cells is None:
            # What a lone quotation mark spoils ends with its line.
            end = _next_line(text, place)
            message = "a quotation mark within a field: expected fields by RFC 4180"
            yield Line(number, Refused("schema-invalid", message))
        else:
            yield Line(number, cells)
        number += len(_BREAK.findall(text, place, end))
        place = end


_BREAK = re.compile(r"\r\n|\n|\r")


def _next_line(text: str, place: int) -> int:
    found = _BREAK.search(text, place)
    return found.end() if found else len(text)


def _cells(text: str, place: int) -> tuple[tuple[str, ...] | None, int]:
    cells: list[str] = []
    while found := _FIELD.match(text, place):
        quoted, plain, ended_by = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        place = found.end()
        if ended_by != ",":
            return tuple(cells), place
    return None, place


def rows_of(lines: Sequence[Line]) -> Sequence[SheetRow] | Refused:
    """What the rows below the headings tell. Refused: the headings are not those of a sheet, or there are too many."""
    if not lines or isinstance(lines[0].cells, Refused):
        return Refused("schema-invalid", "it has no headings: expected the names of fields in its first line")
    headings = tuple(cell.strip() for cell in lines[0].cells)
    if len(lines) - 1 > MOST_ROWS:
        return Refused("too-large", f"{len(lines) - 1:,} rows: expected at most {MOST_ROWS:,}")
    if headings == PAPERS:
        return tuple(_row(line, headings, _as_the_paper) for line in lines[1:])
    if wrong := _wrong(headings):
        return Refused("schema-invalid", wrong, ("/headings",))
    return tuple(_row(line, headings, _as_we_do) for line in lines[1:])


def _wrong(headings: Sequence[str]) -> str | None:
    expected = f"expected names of fields, among them {', '.join(NEEDED)}; or exactly {' | '.join(PAPERS)}"
    if unknown := [each for each in headings if each not in OURS]:
        return f"the heading {unknown[0]!r} is not known: {expected}"
    if twice := [each for each in headings if headings.count(each) > 1]:
        return f"the heading {twice[0]!r} stands twice"
    if missing := [each for each in NEEDED if each not in headings]:
        return f"the heading {missing[0]!r} is missing: {expected}"
    return None


class _CannotRead(ValueError):
    def __init__(self, why: Refused) -> None:
        super().__init__(why.message)
        self.why = why


Reads = Callable[[Mapping[str, str]], dict[str, Any]]


def _row(line: Line, headings: Sequence[str], reads: Reads) -> SheetRow:
    if isinstance(line.cells, Refused):
        return SheetRow(line.number, line.cells, {})
    cells = {heading: cell.strip() for heading, cell in zip(headings, line.cells, strict=False) if cell.strip()}
    named = {_FIELD_OF.get(heading, heading): cell for heading, cell in cells.items()}
    if len(line.cells) != len(headings):
        message = f"{len(line.cells)} cells: expected {len(headings)}, one under each heading"
        return SheetRow(line.number, Refused("schema-invalid", message), named)
    try:
        return SheetRow(line.number, reads(cells), named)
    except _CannotRead as error:
        return SheetRow(line.number, error.why, named)


_FIELD_OF: Mapping[str, str] = {"Modification": "modification_ref", "Assessment type": "assessment_type"}


def _as_we_do(named: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(name, text) for name, text in named.items()}


def _value(name: str, text: str) -> Any:
    if name in _DATES:
        return _iso(name, text).isoformat()
    if name in _WHOLE and text.isascii() and text.isdecimal() and len(text) < 20:
        return int(text)
    if name in _TRUTHS and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return text


def _as_the_paper(named: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "modification_ref": named.get("Modification"),
        "assessment_type": named.get("Assessment type"),
        "accepted_on": _papers_day("accepted_on", named.get("Accepted")),
        "returned_on": _papers_day("returned_on", named.get("Returned")),
        "target_wd": _working_days("target_wd", named.get("Target WD")),
        "dcc_reported_wd": _working_days("dcc_reported_wd", named.get("Current/Actual WD")),
    }
    if told["accepted_on"] is None and told["returned_on"] is None:
        raise _CannotRead(Refused("schema-invalid", "neither Accepted nor Returned says when", ("/accepted_on",)))
    told["state"] = "returned" if told["returned_on"] else "accepted"
    return {name: value for name, value in told.items() if value is not None}


def _papers_day(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    found = _PAPERS_DAY.fullmatch(" ".join(text.split()))
    if not found or found[2].lower() not in _MONTHS:
        return _iso(name, text).isoformat()
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    return _day(name, text, year, _MONTHS.index(found[2].lower()) + 1, int(found[1])).isoformat()


def _iso(name: str, text: str) -> date:
    if found := _ISO.fullmatch(text):
        return _day(name, text, int(found[1]), int(found[2]), int(found[3]))
    if _DIGITS_ALONE.fullmatch(text):
        message = f"{text!r} can be read in two ways: expected such as 2020-04-03"
        raise _CannotRead(Refused("date-ambiguous", message, (f"/{name}",)))
    raise _CannotRead(Refused("schema-invalid", f"{text!r} is no day: expected such as 2020-04-03", (f"/{name}",)))


def _day(name: str, text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _CannotRead(Refused("date-impossible", f"there is no {text}", (f"/{name}",))) from None


def _working_days(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    found = _DAYS.fullmatch(text)
    if not found:
        message = f"{text!r} is no number of Working Days: expected such as 40 or 40 WD"
        raise _CannotRead(Refused("schema-invalid", message, (f"/{name}",)))
    return int(found[1])
