"""PURE. Figures that a published paper states and the facts do not bear out."""

from collections.abc import Iterator

from services.reporter.cut import DAY_COUNT
from services.reporter.figures.stages import shown
from services.reporter.figures.stated import stated
from services.reporter.report import Report
from services.reporter.view import View
from shared.papers.finding import Finding


def figures_unlike_those_stated(view: View, report: Report) -> Iterator[Finding]:
    """Numbers of days only where they are counted as the published papers count them."""
    alike = view.cut.day_count == DAY_COUNT
    for figure in report.figures.values():
        if figure.stated is not None and figure.value != figure.stated and (alike or figure.unit != "WD"):
            yield Finding(
                rule="figure-unlike-the-stated",
                message=f"{figure.name} is {figure.value} {figure.unit}".rstrip()
                + f" from the facts; the published paper states {figure.stated}.",
                mend=f"compare its rows: secchange report explain {view.cut.month} {figure.name}",
                subjects=(figure.name,),
            )


def proposals_without_a_name(view: View, report: Report) -> Iterator[Finding]:
    total, known = stated(view, "proposals.open.count"), shown(view)
    if total and known < total.value:
        yield Finding(
            rule="proposals-not-named",
            message=f"{total.value} proposals are stated as open, and facts name {known} of them: the stages of the "
            f"other {total.value - known} are not known.",
            mend="import the papers of the months before, or the register.",
            subjects=("proposals.open.count",),
        )
