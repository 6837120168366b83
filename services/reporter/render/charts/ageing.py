"""PURE. Open assessments: a bar each, hatched where no clock ran, with a tick where the target lies."""

from collections.abc import Iterable, Iterator

from services.reporter.chart import Ageing, Chart
from services.reporter.render.charts.key import with_key
from services.reporter.render.charts.pen import WIDTH, Drawing, box, hatched, set_off, text

ROW, BAR, TOP = 46, 14, 21
"""From one bar's words to the next; the bar's height; from the top of its words to the bar."""


def ageing(chart: Chart) -> Drawing:
    bars = [bar for bar in chart.bars if isinstance(bar, Ageing)]
    each = (WIDTH - 4) / max(max(_drawn_wd(bar) for bar in bars), 1)
    marks = tuple(mark for at, bar in enumerate(bars) for mark in _row(bar, at * ROW, each))
    return with_key(Drawing(len(bars) * ROW, marks), _key(bars))


def _key(bars: list[Ageing]) -> tuple[str, ...]:
    there = {
        "counted": True,
        "held": any(bar.held_wd for bar in bars),
        "target": any(bar.target_wd is not None for bar in bars),
        "first": any(bar.first_target_wd is not None for bar in bars),
    }
    return tuple(name for name, is_there in there.items() if is_there)


def _drawn_wd(bar: Ageing) -> int:
    """All of its length, in Working Days: to its end, or to a target that lies beyond."""
    return max(bar.value + bar.held_wd, *(place_of(bar, wd) for wd in _targets(bar)), 0)


def _targets(bar: Ageing) -> tuple[int, ...]:
    return tuple(wd for wd in (bar.target_wd, bar.first_target_wd) if wd is not None)


def place_of(bar: Ageing, counted_wd: int) -> int:
    """Where so many days have been counted, with the days without a clock before them."""
    counted = held = 0
    for each in bar.stretches:
        if each.held:
            held += each.days_wd
        elif counted + each.days_wd >= counted_wd:
            return counted_wd + held
        else:
            counted += each.days_wd
    return counted_wd + held


def _row(bar: Ageing, top: int, each: float) -> Iterator[str]:
    yield text(0, top + 14, bar.label, "label", bold=True)
    yield text(WIDTH, top + 14, f"{bar.words}{' (stated)' if bar.stated else ''}", "value", anchor="end")
    done = 0
    for stretch in bar.stretches:
        place = (done * each, top + TOP, stretch.days_wd * each, BAR)
        yield from hatched(*place) if stretch.held else (box(*place),)
        done += stretch.days_wd
    if bar.target_wd is not None:
        yield from _tick(place_of(bar, bar.target_wd) * each, top, 3)
    if bar.first_target_wd is not None:
        yield from _tick(place_of(bar, bar.first_target_wd) * each, top, 2, "3 2")


def _tick(x: float, top: int, width: int, dashes: str = "") -> Iterable[str]:
    return set_off(x + 1.5, top + TOP - 3, top + TOP + BAR + 3, width, dashes)
