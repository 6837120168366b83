"""The drawing as SVG: text as text, dashes for what leads back, a double border where nothing leads on."""

from collections.abc import Iterator
from html import escape

from services.reporter.process.diagram.boxes import Box, boxes_of
from services.reporter.process.diagram.charts import Chart
from services.reporter.process.diagram.layout import (
    HEAD,
    PADDING,
    Heading,
    Layout,
    Line,
    Placed,
    Point,
    layout_of,
)

_STYLE = """
.process text { font: 11.5px Arial, Helvetica, sans-serif; fill: #111; dominant-baseline: central; }
.process .column { font-size: 14px; font-weight: bold; fill: #0b4a7a; }
.process .title { font-weight: bold; font-size: 13px; }
.process .case { fill: #444; font-style: italic; }
.process .ground { fill: #fff; }
.process .band { fill: #eef3f7; }
.process .box { fill: #fff; stroke: #111; }
.process .several { stroke-dasharray: 2 3; }
.process .inner { fill: none; stroke: #111; }
.process .line { fill: none; stroke: #0b4a7a; stroke-width: 1.5; }
.process .back { stroke: #8a3d00; stroke-dasharray: 6 3; }
.process .head { fill: #0b4a7a; }
.process .back-head { fill: #8a3d00; }
""".strip()


def svg_of(chart: Chart) -> str:
    """The same chart gives the same text, which ends with a line feed."""
    boxes = boxes_of(chart)
    layout = layout_of(chart, boxes)
    drawn = [
        *_head(chart, boxes, layout),
        *(part for heading in layout.headings for part in _heading(heading, layout)),
        # What leads on is drawn last: where both run together, it is seen that something does.
        *(part for line in sorted(layout.lines, key=lambda line: not line.back) for part in _line(line)),
        *(_dot(point, layout) for point in layout.dots),
        *(part for placed in layout.boxes for part in _box(placed, layout.box_width)),
        "</svg>",
    ]
    return "\n".join(drawn) + "\n"


def in_words(boxes: tuple[Box, ...]) -> str:
    """What the drawing shows, for those who do not see it."""
    title = {box.key: box.title for box in boxes}
    told = []
    for box in boxes:
        for entry in box.entries:
            where = f"to {title[entry.target]}" if entry.target else ""
            case = f"({entry.case})" if entry.case else ""
            told.append(" ".join(filter(None, (f"{box.title}: {entry.command}", where, case))))
    return ". ".join(told) + "."


def _head(chart: Chart, boxes: tuple[Box, ...], layout: Layout) -> Iterator[str]:
    name, size = f"process-{chart.id}", f"{layout.width} {layout.height}"
    yield (
        f'<svg class="process" role="img" aria-labelledby="{name}-title {name}-words" viewBox="0 0 {size}" '
        f'width="{layout.width}" xmlns="http://www.w3.org/2000/svg">'
    )
    yield f'<title id="{name}-title">{escape(chart.title)}: where each command leads</title>'
    yield f'<desc id="{name}-words">{escape(in_words(boxes))}</desc>'
    yield f"<style>\n{_STYLE}\n</style>"
    yield f'<rect class="ground" width="{layout.width}" height="{layout.height}"/>'


def _heading(heading: Heading, layout: Layout) -> Iterator[str]:
    x, width, height = heading.x - PADDING, layout.box_width + 2 * PADDING, heading.bottom - HEAD
    yield f'<rect class="band" x="{x}" y="{HEAD}" width="{width}" height="{height}"/>'
    yield f'<text class="column" x="{heading.x + PADDING}" y="{HEAD // 2 + 2}">{escape(heading.title)}</text>'


def _line(line: Line) -> Iterator[str]:
    (first, *rest), kind = line.points, " back" if line.back else ""
    path = f"M{first.x} {first.y}" + "".join(f"L{point.x} {point.y}" for point in rest)
    yield f'<path class="line{kind}" d="{path}"/>'
    before, end = line.points[-2:]
    step = -6 if before.x < end.x else 6
    head = f"{end.x},{end.y} {end.x + step},{end.y - 4} {end.x + step},{end.y + 4}"
    yield f'<polygon class="{"back-head" if line.back else "head"}" points="{head}"/>'


def _dot(point: Point, layout: Layout) -> str:
    is_back = all(line.back for line in layout.lines if point in line.points)
    return f'<circle class="{"back-head" if is_back else "head"}" cx="{point.x}" cy="{point.y}" r="3"/>'


def _box(placed: Placed, width: int) -> Iterator[str]:
    several = " several" if placed.box.kind == "several" else ""
    place_ = f'x="{placed.x}" y="{placed.top}" width="{width}" height="{placed.height}"'
    yield f'<rect class="box{several}" {place_} rx="4"/>'
    if placed.box.kind == "end":
        inner = f'x="{placed.x + 3}" y="{placed.top + 3}" width="{width - 6}" height="{placed.height - 6}"'
        yield f'<rect class="inner" {inner} rx="2"/>'
    for each in placed.written:
        yield f'<text class="{each.style}" x="{placed.x + PADDING}" y="{each.y}">{escape(each.text)}</text>'
