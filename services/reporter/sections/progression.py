"""PURE. How many proposals are open or concluded, and for how long on average."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.figures.proposals import concluded_figures, open_figures
from services.reporter.report import Block, Figure, Table, TableRow
from services.reporter.sections.blocks import sentence
from services.reporter.sections.timescales import figure_says, window
from services.reporter.view import View

ROWS = {
    "open": ("Proposals open (pre-decision)", open_figures),
    "concluded": ("Proposals concluded in the last 12 months", concluded_figures),
}


def progression(view: View) -> Iterator[Block]:
    yield from window_of_the_table(view)
    yield _table(*(_row(view, group) for group in ROWS))


def window_of_the_table(view: View) -> Iterator[Block]:
    yield sentence(*window(view, "opine", "proposals"))


def one_row(view: View, group: str) -> Iterator[Block]:
    """A row of the table alone."""
    yield _table(_row(view, group))


def _table(*rows: TableRow) -> Table:
    return Table("Proposal timescales", ("Status", "Total", "Average duration"), rows, frozenset({1, 2}))


def _row(view: View, group: str) -> TableRow:
    status, figures_of = ROWS[group]
    figures = {figure.name: figure for figure in figures_of(view)}
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
    if mean.basis != "incomplete" or not mean.inputs:
        return None
    known = sum(given.value is not None for given in mean.inputs)
    if not known:
        return "no source tells when they were raised"
    return f"the average is of {known} of the {len(mean.inputs)}: of the others no source tells when they were raised"
