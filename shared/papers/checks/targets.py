"""Targets of assessments that differ from the usual one of their kind."""

from collections import Counter
from collections.abc import Iterator

from shared.papers.checks.said import Statements, label, of_kind, places, whole
from shared.papers.finding import Finding
from shared.papers.statement import Statement

_TABLES = {"assessment_open": "open", "assessment_completed": "completed"}


def targets_are_usual(statements: Statements) -> Iterator[Finding]:
    """Usual is the target of more than half of the rows of that kind in the table, of three or more that have one."""
    for table, words in _TABLES.items():
        for kind in ("PA", "IA"):
            of_the_kind = [row for row in of_kind(statements, table) if row["kind"] == kind]
            rows = [row for row in of_the_kind if row["target_wd"] is not None]
            usual = _usual(rows)
            for row in rows:
                if usual is not None and row["target_wd"] != usual:
                    yield _odd(row, usual, rows, f"{words} {kind}s")


def _usual(rows: list[Statement]) -> int | None:
    if len(rows) < 3:
        return None
    target, times = Counter(whole(row, "target_wd") for row in rows).most_common(1)[0]
    return target if times * 2 > len(rows) else None


def _odd(row: Statement, usual: int, rows: list[Statement], which: str) -> Finding:
    with_usual = [other for other in rows if other["target_wd"] == usual]
    return Finding(
        "targets-are-usual",
        f"{label(row)}: the target of its {row['kind']} is {row['target_wd']} WD; {len(with_usual)} of the "
        f"{len(rows)} {which} have {usual} WD",
        places(row, with_usual[0]),
        "check the target; if it was agreed so, say so beside it",
        (row.subject,),
    )
