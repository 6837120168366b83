"""What the page of a paper has beside the paper: what it is, and ways to files, figures, and what became otherwise."""

from collections.abc import Iterator, Sequence

from services.reporter.explain.places import named_lines
from services.reporter.issued.history import Out, editions
from services.reporter.render import file_name
from services.reporter.render.html import Beside
from services.reporter.report import Report, TableRow
from shared.domain.recorded import Recorded


def beside(report: Report, history: Sequence[Recorded]) -> Beside:
    """Each number of a table leads to how its row came about. `history` is of the paper's stream."""
    here, outs = f"/reports/{report.cut.month}", editions(history)
    ways = (
        ("Figures and lines, explained", f"{here}/figures"),
        ("What is otherwise than issued", f"{here}/diff"),
        ("Papers that are out", "/reports"),
    )
    rows = {id(line): f"{here}/explain/{name}" for line, name in named_lines(report) if isinstance(line, TableRow)}
    return Beside(ways, rows, _standing(report, outs), tuple(_out(report, outs)))


def _standing(report: Report, outs: Sequence[Out]) -> str:
    made = f"Made now, of all that was recorded up to position {report.cut.position} of the log: no paper that is out."
    return f"{made} As it was issued:" if outs else f"{made} None is of this month."


def _out(report: Report, outs: Sequence[Out]) -> Iterator[tuple[str, str]]:
    """The page of each edition, as it is kept."""
    for fact in (out.fact for out in outs):
        name = file_name(report.cut.month, fact.edition, "html")
        edition = f" ({fact.edition})" if fact.edition else ""
        yield f"{fact.paper_ref}{edition}", f"/reports/{report.cut.month}/files/{name}"
