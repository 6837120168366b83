"""PURE. All tables of a report, in the order of the workbook: what it is, what it rests on, and what is said of it."""

from collections.abc import Iterator

from services.reporter.data import DataRow, DataTable, Value
from services.reporter.render.colophon import WHAT, edition
from services.reporter.render.markdown import sentence, where
from services.reporter.report import Report
from services.reporter.view import Cut

EVIDENCE = "Facts"
"""The last column of each table that has any: the ids of the facts behind the row."""


def sheets(report: Report) -> tuple[DataTable, ...]:
    """Cover, the tables of the report, revisions, notes, figures."""
    tables = (*report.tables, _revisions(report), _notes(report), _figures(report))
    return (_cover(report, tables), *tables)


def with_evidence(table: DataTable) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]:
    """The columns and rows of a table as they are written, the facts last."""
    if not any(row.evidence for row in table.rows):
        return table.columns, tuple(row.values for row in table.rows)
    return (*table.columns, EVIDENCE), tuple((*row.values, " ".join(row.evidence)) for row in table.rows)


def _cover(report: Report, tables: tuple[DataTable, ...]) -> DataTable:
    pairs = (*_of_itself(report), *((f"Table: {table.title}", table.about) for table in tables))
    return DataTable("cover", "Cover", ("What", "Value"), tuple(map(DataRow, pairs)))


def _of_itself(report: Report) -> Iterator[tuple[str, Value]]:
    yield "Title", report.head[-1].text
    yield "Month", str(report.cut.month)
    if header := report.header:
        yield "Paper Reference", header.paper_ref
        yield "Action", header.action
        yield "Classification", header.classification
        yield "Issued on", header.issued_on
    if issue := report.issue:
        yield "Edition", edition(issue)
    yield from _inputs(report.cut)
    if report.issue:
        yield "Checkpoint of the log", report.issue.checkpoint


def _inputs(cut: Cut) -> Iterator[tuple[str, Value]]:
    """Those of the colophon, as values."""
    yield WHAT["position"], cut.position
    yield WHAT["known_at"], cut.known_at.isoformat() if cut.known_at else "everything recorded"
    yield WHAT["news_from"], cut.news.first
    yield WHAT["news_to"], cut.news.last
    yield WHAT["stats_to"], cut.stats_to
    yield WHAT["day_count"], cut.day_count
    if cut.beside:
        yield WHAT["day_count_beside"], cut.beside
    yield WHAT["calendar"], cut.calendar
    yield WHAT["rules"], cut.rules
    yield WHAT["template"], cut.template


def _revisions(report: Report) -> DataTable:
    changes = report.issue.changes if report.issue else ()
    rows = (DataRow((each.figure, each.before, each.after, each.kind), each.facts) for each in changes)
    columns = ("Figure", "Before", "After", "Kind")
    about = "Figures that are others than in the edition before: late data (R1), recalculated (R2), rule changed "
    return DataTable("revisions", "Revisions", columns, tuple(rows), f"{about}(R3), or corrected (C).")


def _notes(report: Report) -> DataTable:
    columns = ("Rule", "What was found", "Where", "To mend", "Accepted, because")
    rows = (
        DataRow(
            (
                finding.rule,
                sentence(finding.message),
                where(finding) or None,
                sentence(finding.mend) if finding.mend else None,
                sentence(finding.accepted) if finding.accepted else None,
            )
        )
        for finding in report.findings
    )
    return DataTable("notes", "Notes", columns, tuple(rows), "What checks found in the facts and in the paper.")


def _figures(report: Report) -> DataTable:
    columns = ("Figure", "Value", "Unit", "Basis", "Stated in a paper", "How it comes about")
    rows = (
        DataRow((each.name, each.value, each.unit or None, each.basis, each.stated, each.rule), each.evidence)
        for each in report.figures.values()
    )
    return DataTable("figures", "Figures", columns, tuple(rows), "The figures of the paper, and how they come about.")
