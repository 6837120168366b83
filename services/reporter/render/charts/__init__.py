"""PURE. A chart as SVG, in words, and as a table. `DRAWINGS` is the list, by kind of chart.

The same chart gives the same text: its ids come from its own, and nothing else goes in. Words stay words, every value
is drawn beside its mark, and no colour means anything by itself.
"""

from collections.abc import Callable, Mapping

from services.reporter.chart import Chart, ChartKind
from services.reporter.render.charts.ageing import ageing
from services.reporter.render.charts.monthly import monthly
from services.reporter.render.charts.pen import Drawing
from services.reporter.render.charts.stages import stages
from services.reporter.render.charts.words import in_words

DRAWINGS: Mapping[ChartKind, Callable[[Chart], Drawing]] = {
    "stages": stages,
    "ageing": ageing,
    "by_month": monthly,
}


def svg(chart: Chart) -> str:
    """The drawing by itself, with its title and its words for those who do not see it."""
    return DRAWINGS[chart.kind](chart).svg(chart.id, chart.headline, in_words(chart))
