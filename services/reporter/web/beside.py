"""What the page of a paper has beside the paper: ways to its files, its figures, and what became otherwise."""

from services.reporter.explain.places import named_lines
from services.reporter.render.html import Beside
from services.reporter.report import Report, TableRow


def beside(report: Report) -> Beside:
    """Each number of a table leads to how its row came about."""
    here = f"/reports/{report.cut.month}"
    ways = (
        ("Figures and lines, explained", f"{here}/figures"),
        ("What is otherwise than issued", f"{here}/diff"),
        ("Papers that are out", "/reports"),
    )
    rows = {id(line): f"{here}/explain/{name}" for line, name in named_lines(report) if isinstance(line, TableRow)}
    return Beside(ways, rows)
