"""The tables of the DCC's assessments, open and completed: one row each."""

from shared.domain.reference import ModificationRef
from shared.papers import words
from shared.papers.forms import Cells, TableForm
from shared.papers.read_figures import working_days
from shared.papers.statement import Statement, Value, say
from shared.papers.words import NotUnderstood


def _open(cells: Cells) -> tuple[Statement, ...]:
    duration = working_days(cells["Current duration"], "Current duration")
    return (_row("assessment_open", cells, accepted_on=_day(cells, "Accepted"), duration_wd=duration),)


def _completed(cells: Cells) -> tuple[Statement, ...]:
    duration = working_days(cells["Actual duration"], "Actual duration")
    return (_row("assessment_completed", cells, returned_on=_day(cells, "Returned"), duration_wd=duration),)


def _row(kind: str, cells: Cells, **values: Value) -> Statement:
    if cells["Type"] not in ("PA", "IA"):
        raise NotUnderstood(f"the column 'Type' holds {cells['Type']!r}; expected PA or IA")
    label = cells["Modification"]
    target = working_days(cells["Target duration"], "Target duration")
    stream = ModificationRef.parse(label).stream
    return say("refine", kind, stream, label=label, kind=cells["Type"], target_wd=target, **values)


def _day(cells: Cells, column: str) -> str:
    try:
        return words.day(cells[column]).isoformat()
    except NotUnderstood as error:
        raise NotUnderstood(f"the column {column!r}: {error}") from None


OPEN = TableForm(("Modification", "Type", "Accepted", "Target duration", "Current duration"), _open)
COMPLETED = TableForm(("Modification", "Type", "Returned", "Target duration", "Actual duration"), _completed)

AGEING = TableForm(
    ("Assessment", "Duration", "Clock stopped", "First target", "Against target", "Known as"), lambda cells: ()
)
BY_MONTH = TableForm(("Type", "Returned in", "Assessments", "Mean duration", "Durations"), lambda cells: ())
"""What is drawn: it says nothing that the tables of the assessments do not."""
