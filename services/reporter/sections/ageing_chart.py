"""PURE. The chart of the open assessments, each against its target."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.chart import Ageing, Chart, Stretch
from services.reporter.durations import Duration, open_assessments
from services.reporter.report import Block
from services.reporter.view import View

HEADLINE = "Open assessments against target"


def ageing_chart(view: View) -> Iterator[Block]:
    """One bar for each whose duration is known; nothing where there is none."""
    open_ = open_assessments(view)
    bars = tuple(_bar(taken, taken.printed_wd) for taken in open_ if taken.printed_wd is not None)
    if bars:
        yield Chart("ageing", HEADLINE, _subtitle(view, bars), "Working Days", bars, kind="ageing")


def _subtitle(view: View, bars: tuple[Ageing, ...]) -> str:
    late = sum(bar.target_wd is not None and bar.value > bar.target_wd for bar in bars)
    which = f"{words.capital(words.count(late))} of {words.counted(len(bars), 'open assessment')}"
    return f"{which} {words.is_are(late)} over target at {words.day(view.cut.stats_to)}, in Working Days."


def _bar(taken: Duration, value: int) -> Ageing:
    first = taken.row.targets[0].target_wd if taken.row.targets else None
    return Ageing(
        label=f"{taken.label} {taken.row.kind}",
        value=value,
        evidence=taken.evidence,
        stretches=_stretches(taken, value),
        target_wd=taken.target_wd,
        first_target_wd=first if taken.target_wd is not None and first != taken.target_wd else None,
        stated=not taken.is_counted,
    )


def _stretches(taken: Duration, value: int) -> tuple[Stretch, ...]:
    """Of a duration that a source states, nobody knows which days it leaves out."""
    if not taken.is_counted or taken.span is None or not taken.span.stops:
        return (Stretch(value),)
    return tuple(Stretch(days, stood) for days, stood in taken.span.stretches)
