"""PURE. What a restated paper says of itself: its reference with the edition, and each figure that is another now."""

from services.reporter.diff.difference import KINDS
from services.reporter.report import Report, Table, TableRow


def reference(report: Report) -> str:
    """`SECP_81_1906_12`, or `SECP_81_1906_12 (R1)`; empty where no paper was planned."""
    ref = report.header.paper_ref if report.header else ""
    return f"{ref} ({report.issue.edition})".strip() if report.issue and report.issue.edition else ref


def restated(report: Report) -> Table | None:
    """The figures that are others than in the edition before, with the facts that made them so."""
    changes = report.issue.changes if report.issue else ()
    rows = tuple(TableRow((of.figure, of.before, of.after, f"{of.kind}: {KINDS[of.kind]}"), of.facts) for of in changes)
    return Table("Figures restated", ("Figure", "Before", "After", "Why"), rows, frozenset({1, 2})) if rows else None
