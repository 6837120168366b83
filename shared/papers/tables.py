"""Tables of a paper, their columns apart by tabs (as published) or by pipes (as Markdown has them)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FIELD = re.compile(r"[*\s]*[A-Z][A-Za-z ]{0,30}:[*\s]*\t")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` without the empty ones that end the line; empty for the rule below the columns of a Markdown table."""

    line: int
    cells: tuple[str, ...]

    @classmethod
    def of(cls, line: int, text: str) -> "Row":
        stripped = text.strip()
        if _is_piped(stripped):
            cells = [] if _RULE.fullmatch(stripped) else re.split(r"(?<!\\)\|", stripped[1:-1])
        else:
            cells = text.rstrip().split("\t")
        return cls(line, tuple(cell.strip() for cell in cells))


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` None where no line of column names was found; `captions` are lines of one cell above it."""

    captions: tuple[Row, ...]
    columns: Row | None
    rows: tuple[Row, ...]
    rules: tuple[Row, ...]
    where: str

    @property
    def line(self) -> int:
        return self.lines[0]

    @property
    def lines(self) -> tuple[int, ...]:
        columns = (self.columns,) if self.columns else ()
        return tuple(sorted(row.line for row in (*self.captions, *columns, *self.rows, *self.rules)))


def is_row(text: str) -> bool:
    """Whether the line belongs to a table. `Action:<tab>For Decision` does not: it is a field of the head."""
    stripped = text.strip()
    parted = "\t" in stripped or (bool(stripped) and text.endswith("\t\t"))
    return _is_piped(stripped) or (parted and not _FIELD.match(text))


def table_of(rows: Sequence[Row], where: str) -> Table:
    """The table in a run of rows; the first line of more than one cell names its columns."""
    filled = [row for row in rows if row.cells]
    rules = tuple(row for row in rows if not row.cells)
    captions = []
    while filled and len([cell for cell in filled[0].cells if cell]) <= 1:
        captions.append(filled.pop(0))
    path = " / ".join((where, *(row.cells[0] for row in captions)))
    return Table(tuple(captions), filled[0] if filled else None, tuple(filled[1:]), rules, path)


def _is_piped(stripped: str) -> bool:
    return len(stripped) > 1 and stripped.startswith("|") and stripped.endswith("|")
