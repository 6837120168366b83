"""PURE. Every figure of the paper by name: value, unit, basis, the rule in a sentence, and what went into it.

`figures_of` gives them all. Names are promised to other programs; a new one is a line in its file.
"""

from collections.abc import Callable
from functools import partial

from services.reporter.figures import assessments, proposals
from services.reporter.figures.decisions import decision_figures
from services.reporter.figures.stages import COUNTED, stage_figure
from services.reporter.report import Figure
from services.reporter.view import View
from shared.domain.vocabulary import Stage


def _of_a_stage(view: View, stage: Stage) -> tuple[Figure, ...]:
    return (stage_figure(view, stage),)


FIGURES: tuple[Callable[[View], tuple[Figure, ...]], ...] = (
    *(partial(_of_a_stage, stage=stage) for stage in COUNTED),
    decision_figures,
    *(
        partial(figures, kind=kind)
        for kind in assessments.KINDS
        for figures in (assessments.open_figures, assessments.completed_figures)
    ),
    proposals.open_figures,
    proposals.concluded_figures,
)
"""In the order of the paper; each reads no more than it needs."""


def figures_of(view: View) -> dict[str, Figure]:
    """In the order of the paper."""
    return {figure.name: figure for figures in FIGURES for figure in figures(view)}
