"""Where everything stands in a drawing: whole numbers, the same for the same boxes.

Columns stand side by side, and lines run in the gutters between them. All lines to one place from one side run
together: what has joined another never parts from it again. A line past a whole column takes a lane above all boxes.
Places to leave a box stand 8 units apart, half of that lower in every other column: no two lines lie on each other.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from services.reporter.process.diagram.boxes import Box, Entry
from services.reporter.process.diagram.charts import Chart
from services.reporter.process.diagram.tracks import Stub, ordered
from services.reporter.process.words import lines_of

TEXT_LINE, PADDING, GAP, TRACK, MARGIN, HEAD = 16, 8, 24, 8, 16, 32
PER_LETTER = 7
"""The widest that a letter is on average, at the size of the commands, in any font that a reader may have."""
TITLE_LETTERS = 26


class Point(NamedTuple):
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Written:
    """One line of a box: its baseline's middle height, and what is on it."""

    y: int
    text: str
    style: Literal["title", "command", "case"]


@dataclass(frozen=True, slots=True)
class Placed:
    box: Box
    x: int
    top: int
    height: int
    written: tuple[Written, ...]
    exits: Mapping[Entry, int]

    @property
    def entry_y(self) -> int:
        return self.top + PADDING + TEXT_LINE // 2


@dataclass(frozen=True, slots=True)
class Line:
    """From a command to the place where it leads. `back`: to an earlier column, or up."""

    points: tuple[Point, ...]
    back: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title, and how far down its own places reach."""

    title: str
    x: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Layout:
    width: int
    height: int
    box_width: int
    headings: tuple[Heading, ...]
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    dots: tuple[Point, ...]
    """Where a line joins others: lines that cross without one have nothing to do with each other."""


class _Track(NamedTuple):
    """One vertical line: in a gutter (that of the number of the column to its right), for one target."""

    gutter: int
    target: str
    use: Literal["arrives", "rises"]


class _Way(NamedTuple):
    """How a line goes: out to `out` on one side, perhaps over a lane, and in from `into` on one side."""

    source: Placed
    y: int
    target: Placed
    leaves: Literal["left", "right"]
    enters: Literal["left", "right"]
    out: _Track
    into: _Track

    @property
    def is_long(self) -> bool:
        return self.out != self.into


def layout_of(chart: Chart, boxes: Sequence[Box]) -> Layout:
    """The whole drawing."""
    box_width = _box_width(boxes)
    lane_y = {target: HEAD + TRACK + at * TRACK for at, target in enumerate(_lanes(boxes))}
    stacked = _stacked(boxes, HEAD + MARGIN + len(lane_y) * TRACK)
    ways = _ways(stacked)
    stubs = _stubs(ways, lane_y)
    edges, xs = _gutters(len(chart.columns), box_width, stubs)
    placed = [replace(p, x=edges[p.box.column]) for p in stacked]
    by_key = {p.box.key: p for p in placed}
    lines = tuple(_line(way, by_key, box_width, xs, lane_y) for way in ways)
    return Layout(
        width=edges[-1],
        height=max(p.top + p.height for p in placed) + MARGIN,
        box_width=box_width,
        headings=tuple(_heading(column.title, at, placed) for at, column in enumerate(chart.columns)),
        boxes=tuple(placed),
        lines=lines,
        dots=tuple(sorted(_dots(ways, xs, stubs))),
    )


def _heading(title: str, column: int, placed: Sequence[Placed]) -> Heading:
    own = [p for p in placed if p.box.column == column and p.box.kind != "several"]
    return Heading(title, own[0].x, max(p.top + p.height for p in own) + PADDING)


def _box_width(boxes: Sequence[Box]) -> int:
    texts = [written.text for box in boxes for written in _written(box, 0)[0]]
    return 2 * PADDING + PER_LETTER * max(map(len, texts))


def _lanes(boxes: Sequence[Box]) -> tuple[str, ...]:
    """The targets of lines past a whole column."""
    column = {box.key: box.column for box in boxes}
    return tuple(
        dict.fromkeys(
            entry.target
            for box in boxes
            for entry in box.entries
            if entry.target and abs(column[entry.target] - box.column) > 1
        )
    )


def _stacked(boxes: Sequence[Box], first_top: int) -> list[Placed]:
    tops: dict[int, int] = {}
    stacked = []
    for box in boxes:
        top = tops.get(box.column, first_top + box.column % 2 * TRACK // 2)
        written, exits, height = _written(box, top)
        stacked.append(Placed(box, 0, top, height, written, exits))
        tops[box.column] = top + height + GAP
    return stacked


def _written(box: Box, top: int) -> tuple[tuple[Written, ...], dict[Entry, int], int]:
    """What stands in the box, where its commands leave it, and how high it is."""
    written: list[Written] = []
    exits: dict[Entry, int] = {}
    y = top + PADDING + TEXT_LINE // 2
    for text in lines_of(box.title, TITLE_LETTERS):
        written.append(Written(y, text, "title"))
        y += TEXT_LINE
    for entry in box.entries:
        y += TRACK
        exits[entry] = y
        written.append(Written(y, f"{entry.command} [{entry.mark}]", "command"))
        y += TEXT_LINE
        if entry.case:
            written.append(Written(y, entry.case, "case"))
            y += TEXT_LINE
    return tuple(written), exits, y - TEXT_LINE // 2 + PADDING - top


def _ways(stacked: Sequence[Placed]) -> list[_Way]:
    by_key = {p.box.key: p for p in stacked}
    return [
        _way(p, y, by_key[entry.target]) for p in stacked for entry, y in p.exits.items() if entry.target is not None
    ]


def _way(source: Placed, y: int, target: Placed) -> _Way:
    here, there = source.box.column, target.box.column
    leaves: Literal["left", "right"] = "right" if there > here else "left"
    enters: Literal["left", "right"] = "right" if there < here else "left"
    arrives = _Track(there + (enters == "right"), target.box.key, "arrives")
    is_near = abs(there - here) <= 1
    out = arrives if is_near else _Track(here + (leaves == "right"), target.box.key, "rises")
    return _Way(source, y, target, leaves, enters, out, arrives)


def _stubs(ways: Sequence[_Way], lane_y: Mapping[str, int]) -> dict[_Track, list[Stub]]:
    """What leaves each track, and where. A stub on a side of the gutter leads to the box or lane there."""
    stubs: defaultdict[_Track, list[Stub]] = defaultdict(list)
    for way in ways:
        # A box whose line leaves to its right has the gutter on its right, so that the line comes from the left.
        stubs[way.out].append(Stub(way.y, "left" if way.leaves == "right" else "right"))
        stubs[way.into].append(Stub(way.target.entry_y, "right" if way.enters == "left" else "left"))
        if way.is_long:
            lane = lane_y[way.target.box.key]
            stubs[way.out].append(Stub(lane, way.leaves))
            stubs[way.into].append(Stub(lane, "left" if way.leaves == "right" else "right"))
    return {track: sorted(set(found)) for track, found in stubs.items()}


def _gutters(
    columns: int, box_width: int, stubs: Mapping[_Track, Sequence[Stub]]
) -> tuple[list[int], dict[_Track, int]]:
    """The left edge of each column, and of the right margin; and where each track runs."""
    edges, xs, x = [], {}, MARGIN
    for gutter in range(columns + 1):
        here = {track: found for track, found in stubs.items() if track.gutter == gutter}
        for track in ordered(here):
            xs[track] = x
            x += TRACK
        x += MARGIN if (here and gutter < columns) or 0 < gutter < columns else 0
        edges.append(x)
        x += box_width + MARGIN
    return edges, xs


def _line(
    way: _Way, by_key: Mapping[str, Placed], box_width: int, xs: Mapping[_Track, int], lane_y: Mapping[str, int]
) -> Line:
    source, target = by_key[way.source.box.key], by_key[way.target.box.key]
    start = Point(source.x + (box_width if way.leaves == "right" else 0), way.y)
    end = Point(target.x + (box_width if way.enters == "right" else 0), target.entry_y)
    out, into = xs[way.out], xs[way.into]
    points = [start, Point(out, start.y)]
    if way.is_long:
        lane = lane_y[target.box.key]
        points += [Point(out, lane), Point(into, lane)]
    points += [Point(into, end.y), end]
    return Line(tuple(points), _is_back(source, target))


def _is_back(source: Placed, target: Placed) -> bool:
    """To where it stood before: an earlier column, or further up in the same."""
    (first, _), (_, last) = source.box.stands, target.box.stands
    is_above = target.box.stands == source.box.stands and target.top < source.top
    return last < first or is_above


def _dots(ways: Sequence[_Way], xs: Mapping[_Track, int], stubs: Mapping[_Track, Sequence[Stub]]) -> Iterator[Point]:
    """Where a line meets its track between the ends of that; at an end it only turns."""
    for track, found in stubs.items():
        heights = [stub.y for stub in found]
        for stub in found:
            if min(heights) < stub.y < max(heights):
                yield Point(xs[track], stub.y)
