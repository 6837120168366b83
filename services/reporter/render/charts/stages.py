"""PURE. Proposals by stage: a bar each, in the order of the process; the last paper's number as an outline."""

from collections.abc import Iterator

from services.reporter.chart import Bar, Chart
from services.reporter.render.charts.key import with_key
from services.reporter.render.charts.pen import INK, LETTER, WIDTH, Drawing, box, set_off, text

LABELS, ROW, BAR = 92, 34, 22


def stages(chart: Chart) -> Drawing:
    room = WIDTH - LABELS - int(LETTER * max(len(bar.words) for bar in chart.bars)) - 20
    largest = max(max(bar.value, bar.before or 0) for bar in chart.bars) or 1
    marks = tuple(mark for at, bar in enumerate(chart.bars) for mark in _row(bar, at * ROW, room / largest))
    drawing = Drawing(len(chart.bars) * ROW, marks)
    return with_key(drawing, ("outline",)) if any(bar.before is not None for bar in chart.bars) else drawing


def _row(bar: Bar, top: int, each: float) -> Iterator[str]:
    length, before = round(bar.value * each), round((bar.before or 0) * each)
    yield text(LABELS - 8, top + 18, bar.label, "label", anchor="end")
    yield box(LABELS, top + 2, length, BAR)
    if before:
        yield box(LABELS, top, before, BAR + 4, "none", INK)
        yield from set_off(LABELS + before, top, top + BAR + 4, 1)
    yield text(LABELS + max(length, before) + 6, top + 18, bar.words, "value", bold=True)
