"""PURE. What the published paper of the month states for a figure."""

from services.reporter.cut import paper_of
from services.reporter.view import View
from shared.readmodels.papers import StatedFigure


def stated(view: View, name: str) -> StatedFigure | None:
    paper = paper_of(view.cut.month, view)
    return next((figure for figure in paper.figures if figure.name == name), None) if paper else None
