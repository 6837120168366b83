"""PURE. How many proposals are open or concluded, and for how long on average."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.figures.proposals import proposal_figures
from services.reporter.report import Block, Figure, Table, TableRow
from services.reporter.sections.blocks import sentence
from services.reporter.sections.timescales import figure_says, window
from services.reporter.view import View

_ROWS = {
    "open": "Proposals open (pre-decision)",
    "concluded": "Proposals concluded in the last 12 months",
}


def progression(view: View) -> Iterator[Block]:
    figures = {figure.name: figure for figure in proposal_figures(view)}
    yield sentence(*window(view, "opine", "proposals"))
    yield Table(
        "Proposal timescales",
        ("Status", "Total", "Average duration"),
        tuple(_row(figures, group, status) for group, status in _ROWS.items()),
        frozenset({1, 2}),
    )


def _row(figures: dict[str, Figure], group: str, status: str) -> TableRow:
    count, mean = figures[f"proposals.{group}.count"], figures[f"proposals.{group}.mean_wd"]
    total = int(count.value or 0)
    average = None if mean.value is None else int(mean.value)
    return TableRow(
        (status, str(total), words.working_days(average)),
        tuple(dict.fromkeys((*count.evidence, *mean.evidence))),
        figure_says("opine", f"proposals.{group}", total, average),
        _note(count, mean),
    )


def _note(count: Figure, mean: Figure) -> str | None:
    """Whether the figures are carried, or rest on part of what is known."""
    if "stated" in (count.basis, mean.basis):
        return "carried as stated: the recorded facts do not name all of them"
    known = sum(given.value is not None for given in mean.inputs)
    if mean.inputs and not known:
        return "no source tells when they were raised"
    if mean.basis == "incomplete" and mean.inputs:
        return (
            f"the average is of {known} of the {len(mean.inputs)}: of the others no source tells when they were raised"
        )
    return None
