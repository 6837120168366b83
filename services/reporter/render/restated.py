"""PURE. What a restated paper says of itself: its reference with the edition, and each figure that is another now."""

from dataclasses import replace

from services.reporter.diff.difference import KINDS
from services.reporter.report import Line, Report, Table, TableRow


def reference(report: Report) -> str:
    """`SECP_81_1906_12`, or `SECP_81_1906_12 (R1)`; empty where no paper was planned."""
    if report.issue and report.issue.edition:
        return f"{report.issue.paper_ref} ({report.issue.edition})".strip()
    return report.header.paper_ref if report.header else ""


def with_its_edition(report: Report) -> Report:
    """The report as it calls itself: its reference has the edition in the head, too. An original stays as it is."""
    if report.header is None or report.issue is None or not report.issue.edition:
        return report
    header = report.header.model_copy(update={"paper_ref": reference(report)})
    return replace(report, header=header, head=tuple(_of(report.issue.edition, line) for line in report.head))


def _of(edition: str, line: Line) -> Line:
    """What the line says stays: which paper it is. Which edition of it, is printed."""
    is_the_reference = any(said.kind == "paper_reference" for said in line.says)
    return replace(line, text=f"{line.text} ({edition})") if is_the_reference else line


def restated(report: Report) -> Table | None:
    """The figures that are others than in the edition before, with the facts that made them so."""
    changes = report.issue.changes if report.issue else ()
    rows = tuple(TableRow((of.figure, of.before, of.after, f"{of.kind}: {KINDS[of.kind]}"), of.facts) for of in changes)
    return Table("Figures restated", ("Figure", "Before", "After", "Why"), rows, frozenset({1, 2})) if rows else None
