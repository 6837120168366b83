"""PURE. Every figure of the paper by name: value, unit, basis, the rule in a sentence, and what went into it.

`figures_of` gives them all. Names are promised to other programs; a new one is a line in its file.
"""

from collections.abc import Callable
from functools import partial

from services.reporter.figures.assessments import completed_figures, open_figures
from services.reporter.figures.decisions import decision_figures
from services.reporter.figures.proposals import proposal_figures
from services.reporter.figures.stages import stage_figures
from services.reporter.report import Figure
from services.reporter.view import View

FIGURES: tuple[Callable[[View], tuple[Figure, ...]], ...] = (
    stage_figures,
    decision_figures,
    partial(open_figures, kind="PA"),
    partial(completed_figures, kind="PA"),
    partial(open_figures, kind="IA"),
    partial(completed_figures, kind="IA"),
    proposal_figures,
)
"""In the order of the paper; of each, what it reads is its own."""


def figures_of(view: View) -> dict[str, Figure]:
    """In the order of the paper."""
    return {figure.name: figure for figures in FIGURES for figure in figures(view)}
