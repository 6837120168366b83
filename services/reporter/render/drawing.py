"""PURE. A chart as SVG: where each bar and each of its words stands. The words stay words, the values are drawn."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporter.report import Chart

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

WIDTH, LABELS, ROW, BAR, VALUE = 360, 92, 34, 22, 34
"""In the drawing's own units, a pixel on a telephone: its width, that of the labels, and the room for a value."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar: its top, its length, and the words on both sides of it."""

    label: str
    value: int
    top: int
    length: int


def svg(environment: "Environment", chart: Chart) -> "Markup":
    """Ids come from the chart's own: the same chart gives the same text."""
    from markupsafe import Markup

    template = environment.get_template("chart.svg.j2")
    room = WIDTH - LABELS - VALUE
    largest = max((bar.value for bar in chart.bars), default=0) or 1
    bars = tuple(
        Drawn(bar.label, bar.value, at * ROW, bar.value * room // largest) for at, bar in enumerate(chart.bars)
    )
    size = {"width": WIDTH, "height": len(bars) * ROW, "labels": LABELS, "bar_height": BAR}
    return Markup(template.render(chart=chart, bars=bars, in_words=in_words(chart), **size))


def in_words(chart: Chart) -> str:
    """What the drawing shows, for those who do not see it: `Define 12, Refine 20, …`."""
    return ", ".join(f"{bar.label} {bar.value}" for bar in chart.bars)
