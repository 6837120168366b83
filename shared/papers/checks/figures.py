"""The figures of the summary table are those of the tables below it."""

from collections.abc import Iterator

from shared.papers.checks.said import Statements, of_kind, one, places, whole
from shared.papers.finding import Finding
from shared.papers.statement import Statement

RULE = "figures-fit-their-table"


def figures_fit_their_table(statements: Statements) -> Iterator[Finding]:
    """A mean may be rounded or cut off: both are in use."""
    for state in ("open", "completed"):
        for kind in ("PA", "IA"):
            rows = [row for row in of_kind(statements, f"assessment_{state}") if row["kind"] == kind]
            name, what = f"assessments.{kind.lower()}.{state}", f"{state} {kind}s"
            yield from _count(one(statements, "figure", f"{name}.count"), rows, what)
            yield from _mean(one(statements, "figure", f"{name}.mean_wd"), rows, what)


def _count(figure: Statement | None, rows: list[Statement], what: str) -> Iterator[Finding]:
    if figure and figure["value"] != len(rows):
        message = f"the summary counts {figure['value']} {what}; the table has {len(rows)}"
        yield Finding(
            RULE, message, places(figure, *rows[-1:]), f"print {len(rows)}, or complete the table", _of(figure)
        )


def _mean(figure: Statement | None, rows: list[Statement], what: str) -> Iterator[Finding]:
    """Of those whose duration is told: a report says of the others that none is known."""
    rows = [row for row in rows if row["duration_wd"] is not None]
    if figure is None or not rows:
        return
    total = sum(whole(row, "duration_wd") for row in rows)
    rounded = (2 * total + len(rows)) // (2 * len(rows))
    if figure["value"] not in (rounded, total // len(rows)):
        message = f"the summary gives a mean of {figure['value']} WD for the {what}; their table makes it {rounded} WD"
        yield Finding(RULE, message, places(figure, rows[0], rows[-1]), f"print {rounded} WD", _of(figure))


def _of(figure: Statement) -> tuple[str, ...]:
    return (figure.subject,)
