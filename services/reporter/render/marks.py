"""PURE. Marks for the notes of a table: `a`, `b`, … by the first row that has the note; equal notes share one."""

from string import ascii_lowercase

from services.reporter.report import Table


def marks_of(table: Table) -> dict[str, str]:
    """The mark of each note. Empty where one note holds for all rows: then there is nothing to tell apart."""
    notes = dict.fromkeys(row.note for row in table.rows if row.note)
    return {} if note_on_all(table) else {note: _mark(at) for at, note in enumerate(notes)}


def note_on_all(table: Table) -> str | None:
    """The note that every row has, where there is one and more than one row."""
    notes = {row.note for row in table.rows}
    return notes.pop() if len(notes) == 1 and len(table.rows) > 1 else None


def _mark(at: int) -> str:
    letters = len(ascii_lowercase)
    return ascii_lowercase[at] if at < letters else f"{_mark(at // letters - 1)}{ascii_lowercase[at % letters]}"
