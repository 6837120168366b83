"""An item stands once in a list, and not in two lists of which one rules out the other."""

from collections.abc import Iterator
from itertools import pairwise

from shared.papers.checks.said import Statements, by_list, by_subject, label, of_kind, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement, Value

_LISTS = {
    "agenda.refinement": "those going to the Refinement Process",
    "agenda.report_phase": "those going to the Report Phase",
    "with_authority": "those with the Authority for decision",
    "determinations": "the Authority's determinations",
    "consultations.refinement.open": "those out for Refinement Consultation",
    "consultations.modification_report.open": "those out for Modification Report Consultation",
}
EXCLUDING = (
    ("agenda.refinement", "agenda.report_phase"),
    ("determinations", "with_authority"),
    ("consultations.refinement.open", "consultations.modification_report.open"),
    ("consultations.modification_report.open", "with_authority"),
    ("agenda.refinement", "consultations.refinement.open"),
)


def once_in_a_list(statements: Statements) -> Iterator[Finding]:
    listed = [s for s in statements if s.values.get("list")]
    rows = of_kind(statements, "assessment_open", "assessment_completed")
    for statement, again in _repeated([*listed, *rows]):
        yield Finding(
            "once-in-a-list",
            f"{label(again)} is twice {'an item of one list' if 'list' in again.values else 'a row of the table'}",
            places(statement, again),
            "take one of them out, or correct its number",
            (again.subject, *([str(again["list"])] if "list" in again.values else [])),
        )


def _repeated(statements: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    for those in by_subject(statements).values():
        if len(those) == 1:
            continue
        for one, other in pairwise(sorted(those, key=lambda statement: str(_key(statement)))):
            if _key(one) == _key(other):
                yield one, other


def _key(statement: Statement) -> tuple[Value, ...]:
    """What may stand once: a part in a list, an assessment of a kind that ended or began on a day."""
    if statement.kind == "determined":  # once sent back and once approved, in one month
        return statement.kind, statement["list"], statement["on"]
    if "list" in statement.values:
        return statement.kind, statement["list"], statement.values.get("part")
    return statement.kind, statement["kind"], statement.values.get("accepted_on"), statement.values.get("returned_on")


def not_in_both_lists(statements: Statements) -> Iterator[Finding]:
    """What the Authority sent back may be with it again."""
    lists = by_list(statements)
    for one_list, other_list in EXCLUDING:
        ended = [item for item in lists.get(one_list, ()) if item.values.get("outcome") != "sent_back"]
        others = by_subject(lists.get(other_list, ()))
        for item in ended:
            for other in others.get(item.subject, [])[:1]:
                yield Finding(
                    "not-in-both-lists",
                    f"{label(item)} is among {_LISTS[one_list]} and among {_LISTS[other_list]}",
                    places(item, other),
                    "take it out of one of the two lists",
                    (item.subject, one_list, other_list),
                )
