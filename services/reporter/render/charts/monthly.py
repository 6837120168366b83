"""PURE. Mean durations by month: one panel for each kind of assessment, all of one scale."""

from collections.abc import Iterator
from itertools import pairwise

from services.reporter.chart import Chart, Point
from services.reporter.figures.assessments import KINDS
from services.reporter.render.charts.key import with_key
from services.reporter.render.charts.pen import BLUE, SOFT, WHITE, WIDTH, Drawing, box, dot, line, text

HEAD, PLOT, FOOT = 40, 84, 40
"""Of a panel: its title with room for a value, where points stand, the months."""


def monthly(chart: Chart) -> Drawing:
    points = [bar for bar in chart.bars if isinstance(bar, Point)]
    panels = [(name, [each for each in points if each.kind == kind]) for kind, name in KINDS.items()]
    shown = [(name, these) for name, these in panels if these]
    highest = max(max(point.value for point in points), 1)
    marks = [
        mark
        for at, (name, these) in enumerate(shown)
        for mark in _panel(name, these, chart.axis, at * (HEAD + PLOT + FOOT), PLOT / highest)
    ]
    looks = {point.restated for point in points}
    key = tuple(name for name, look in (("stated", False), ("restated", True)) if look in looks)
    return with_key(Drawing(len(shown) * (HEAD + PLOT + FOOT), tuple(marks)), key)


def _panel(name: str, points: list[Point], axis: tuple[str, ...], top: int, each: float) -> Iterator[str]:
    zero = top + HEAD + PLOT
    wide = WIDTH / len(axis)
    x_of = {month: (at + 0.5) * wide for at, month in enumerate(axis)}
    yield text(0, top + 14, name, "panel", bold=True)
    yield line(0, zero, WIDTH, zero, stroke=SOFT)
    yield from _months(axis, zero, wide)
    places = [(x_of[point.label], zero - point.value * each, point) for point in points]
    for (x1, y1, one), (x2, y2, other) in pairwise(places):
        if axis.index(other.label) - axis.index(one.label) == 1:
            yield line(x1, y1, x2, y2, 2, stroke=BLUE)
    for x, y, point in places:
        yield box(x - 10, y - 19, 20, 12, WHITE)
        yield dot(x, y, not point.restated)
        yield text(x, y - 9, str(point.value), "value", "middle", 12, bold=True)


def _months(axis: tuple[str, ...], zero: int, wide: float) -> Iterator[str]:
    """`Jun`, and where a year begins its number."""
    for at, month in enumerate(axis):
        name, year = month.split(" ")
        yield text((at + 0.5) * wide, zero + 15, name[:3], "month", "middle", 11)
        if at == 0 or name == "January":
            yield text((at + 0.5) * wide, zero + 28, year, "year", "middle", 11)
