"""PURE. Every figure of the paper by name: value, unit, basis, the rule in a sentence, and what went into it.

`figures_of` gives them all. Names are promised to other programs; a new one is a line in its file.
"""

from services.reporter.figures.assessments import assessment_figures
from services.reporter.figures.decisions import decision_figures
from services.reporter.figures.proposals import proposal_figures
from services.reporter.figures.stages import stage_figures
from services.reporter.report import Figure
from services.reporter.view import View


def figures_of(view: View) -> dict[str, Figure]:
    """In the order of the paper."""
    told = (*stage_figures(view), *decision_figures(view), *assessment_figures(view), *proposal_figures(view))
    return {figure.name: figure for figure in told}
