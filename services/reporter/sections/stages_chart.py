"""PURE. The chart of the proposals in each stage, and in words how much of the whole it shows."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.figures.stages import COUNTED, OPEN, known_by_a_return_alone, number_in, shown, stage_figure
from services.reporter.figures.stated import stated
from services.reporter.report import Bar, Block, Chart, Figure
from services.reporter.together import together
from services.reporter.view import View
from shared.domain.vocabulary import Stage
from shared.papers.statement import Statement, say


def stages_chart(view: View) -> Iterator[Block]:
    bars = tuple(_bar(view, stage) for stage in COUNTED)
    yield Chart("stages", headline(view), _subtitle(view), "proposals", bars, _behind_the_headline(view))


def one_bar(view: View, stage: Stage) -> Iterator[Block]:
    """A bar of the chart alone."""
    yield Chart("stages", "", "", "proposals", (_bar(view, stage),))


def words_of_the_chart(view: View) -> Iterator[Block]:
    """The chart without its bars, and without what is behind it."""
    yield Chart("stages", headline(view), _subtitle(view), "proposals", ())


def _bar(view: View, stage: Stage) -> Bar:
    figure = stage_figure(view, stage)
    return Bar(COUNTED[stage], int(figure.value or 0), figure.evidence, _says(figure), _before(view, stage))


def _before(view: View, stage: Stage) -> int | None:
    """In the last paper, with the facts known now."""
    return number_in(view.previous, stage) if view.previous else None


def _behind_the_headline(view: View) -> tuple[str, ...]:
    """The total that a paper states, and what puts each open proposal into its stage."""
    total = stated(view, "proposals.open.count")
    open_ = (stage_figure(view, stage).evidence for stage in OPEN)
    return together((total.evidence if total else (), *open_))


def _says(figure: Figure) -> tuple[Statement, ...]:
    return (say("summary", "figure", figure.name, value=int(figure.value or 0), unit=""),)


def headline(view: View) -> str:
    total = stated(view, "proposals.open.count")
    if total:
        return f"{shown(view)} of the {total.value} proposals stated as open"
    return f"{words.capital(words.counted(shown(view), 'open proposal'))}"


def _subtitle(view: View) -> str:
    by_return = len(known_by_a_return_alone(view))
    implied = (
        f" {words.capital(words.count(by_return))} of those in Refine {words.is_are(by_return)} known only by an "
        "assessment that the DCC returned."
        if by_return
        else ""
    )
    return f"Recorded proposals by stage on {words.day(view.cut.as_of)}.{implied}"
