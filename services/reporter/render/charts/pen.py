"""PURE. What drawings are made of. A unit is a pixel on a telephone."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

WIDTH = 360
INK, BLUE, SOFT, WHITE = "#14202b", "#0b4a7a", "#4a5864", "#ffffff"
FONTS = "Arial, Helvetica, 'Libertinus Serif', sans-serif"
"""On a page the reader's own; in the PDF the one that it carries."""
LETTER = 7.2
"""The width of a letter, more or less: room is left by it."""


class Drawing(NamedTuple):
    """The height, and the marks from back to front."""

    height: int
    marks: tuple[str, ...]

    def svg(self, id: str, title: str, words: str) -> str:
        return "\n".join(
            (
                f'<svg role="img" aria-labelledby="{id}-title {id}-words" viewBox="0 0 {WIDTH} {self.height}" '
                f'font-family="{FONTS}" font-size="14" fill="{INK}" xmlns="http://www.w3.org/2000/svg">',
                f'<title id="{id}-title">{_plain(title)}</title>',
                f'<desc id="{id}-words">{_plain(words)}</desc>',
                *self.marks,
                "</svg>\n",
            )
        )


def text(x: float, y: float, words: str, of: str = "", anchor: str = "", size: int = 0, bold: bool = False) -> str:
    """Words at the end of whose line, or in whose middle, `x` is, by `anchor`; `of` says what they are."""
    more = {"class": of, "text-anchor": anchor, "font-size": size, "font-weight": "bold" if bold else ""}
    look = {"x": x, "y": y} | {name: value for name, value in more.items() if value}
    return f"<text{_attributes(look)}>{_plain(words)}</text>"


def box(x: float, y: float, width: float, height: float, fill: str = BLUE, stroke: str = "") -> str:
    return f"<rect{_attributes({'x': x, 'y': y, 'width': width, 'height': height, 'fill': fill} | _line(stroke))}/>"


def line(x1: float, y1: float, x2: float, y2: float, width: float = 1, dashes: str = "", stroke: str = INK) -> str:
    dashed = {"stroke-dasharray": dashes} if dashes else {}
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": stroke, "stroke-width": width}
    return f"<line{_attributes(ends | dashed)}/>"


def set_off(x: float, y1: float, y2: float, width: float, dashes: str = "") -> Iterable[str]:
    """An upright line that is seen on any ground."""
    yield line(x, y1, x, y2, width + 3, stroke=WHITE)
    yield line(x, y1, x, y2, width, dashes)


def dot(x: float, y: float, filled: bool) -> str:
    look = {"fill": BLUE if filled else WHITE, "stroke": BLUE, "stroke-width": 2}
    return f"<circle{_attributes({'cx': x, 'cy': y, 'r': 4} | look)}/>"


def hatched(x: float, y: float, width: float, height: float) -> Iterable[str]:
    """A box of slanting lines, each cut off at its edges."""
    yield box(x, y, width, height, WHITE, BLUE)
    for start in range(-int(height), int(width), 5):
        left, right = max(0, start), min(width, start + height)
        yield line(x + left, y + height - (left - start), x + right, y + height - (right - start), stroke=BLUE)


def _line(stroke: str) -> dict[str, object]:
    return {"stroke": stroke} if stroke else {}


def _attributes(of: dict[str, object]) -> str:
    return "".join(f' {name}="{_number(value) if isinstance(value, float) else value}"' for name, value in of.items())


def _number(value: float) -> str:
    """To a tenth, which no eye tells from more."""
    return f"{value:.1f}".removesuffix(".0")


def _plain(words: str) -> str:
    return escape(words, quote=False)
