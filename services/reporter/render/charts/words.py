"""PURE. What a drawing shows, for those who do not see it."""

from itertools import groupby

from services.reporter.chart import Bar, Chart, Point
from services.reporter.figures.assessments import KINDS


def in_words(chart: Chart) -> str:
    """`Define 12, Refine 20, … proposals.`; of durations each with its target, or its month."""
    if chart.kind == "stages":
        return f"{', '.join(f'{bar.label} {bar.words}' for bar in chart.bars)} {chart.unit}."
    if chart.kind == "ageing":
        return f"{'; '.join(f'{bar.label}: {bar.words}' for bar in chart.bars)}."
    return " ".join(
        f"{panel}: {'; '.join(f'{point.label} {point.words}' for point in points)}."
        for panel, points in groupby(chart.bars, key=_panel)
    )


def _panel(bar: Bar) -> str:
    return KINDS[bar.kind] if isinstance(bar, Point) else ""
