"""PURE. The key above a drawing: only of what is in it."""

from collections.abc import Callable, Iterable, Mapping

from services.reporter.render.charts.pen import BLUE, INK, Drawing, box, dot, hatched, line, text

LINE = 20

MARKS: Mapping[str, tuple[Callable[[int], Iterable[str]], str]] = {
    "outline": (lambda y: [box(0, y - 11, 24, 12, "none", INK)], "in the last paper"),
    "counted": (lambda y: [box(0, y - 10, 24, 10, BLUE)], "Working Days counted"),
    "held": (lambda y: hatched(0, y - 10, 24, 10), "clock stopped, not counted"),
    "target": (lambda y: [line(12, y - 13, 12, y + 3, 3)], "target"),
    "first": (lambda y: [line(12, y - 13, 12, y + 3, 2, "3 2")], "target before it was revised"),
    "stated": (lambda y: [dot(12, y - 5, True)], "every duration as papers state it"),
    "restated": (lambda y: [dot(12, y - 5, False)], "some counted again from their days"),
}
"""By name: how it looks, and what it means."""


def with_key(drawing: Drawing, names: Iterable[str]) -> Drawing:
    """The drawing, and a line of the key below it for each name."""
    top = drawing.height + 6
    lines = [mark for at, name in enumerate(names, 1) for mark in _line(name, top + at * LINE - 6)]
    return Drawing(top + LINE * len(tuple(names)), (*drawing.marks, *lines))


def _line(name: str, y: int) -> Iterable[str]:
    drawn, words = MARKS[name]
    yield from drawn(y)
    yield text(32, y, words, "key", size=12)
