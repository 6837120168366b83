"""PURE. Where two files of one paper are not the same: the first byte, and of text the line."""

from dataclasses import dataclass

TEXTS = frozenset({"md", "html", "json", "ics"})
"""Formats that a person can be shown a line of."""
SHOWN_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """`offset`: of the first byte that differs, from 0. `line`: from 1, of text alone, as it is kept and as it is made.

    `what` is said where there is nothing to compare: a file that is not there, or not the one of which the fact tells.
    """

    month: str
    edition: str
    format: str
    road: str
    what: str = "the bytes differ"
    offset: int | None = None
    line: int | None = None
    kept: str | None = None
    made: str | None = None

    def __str__(self) -> str:
        paper = f"{self.month} {self.edition}".strip()
        place = "" if self.offset is None else f" from byte {self.offset:,}"
        text = "" if self.line is None else f", line {self.line}: kept {self.kept!r}, made {self.made!r}"
        return f"{paper}, {self.format}, {self.road}: {self.what}{place}{text}"


def first_offset(kept: bytes, made: bytes) -> int | None:
    """Of the first byte that differs; where one begins the other, its length. None where both are alike."""
    if kept == made:
        return None
    low, high = 0, min(len(kept), len(made))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if kept[:middle] == made[:middle] else (low, middle - 1)
    return low


def difference(kept: bytes, made: bytes, month: str, edition: str, form: str, road: str) -> Difference | None:
    """None where both are alike, byte for byte."""
    offset = first_offset(kept, made)
    if offset is None:
        return None
    if form not in TEXTS:
        return Difference(month, edition, form, road, offset=offset)
    line = kept.count(b"\n", 0, offset) + 1
    shown = (_line(kept, offset), _line(made, offset))
    return Difference(month, edition, form, road, "the bytes differ", offset, line, *shown)


def _line(text: bytes, offset: int) -> str:
    """The line in which the byte stands, around it; nothing where the text has ended before."""
    begins, ends = text.rfind(b"\n", 0, offset) + 1, text.find(b"\n", offset)
    line = text[begins : len(text) if ends < 0 else ends]
    before = len(text[begins:offset].decode(errors="replace"))
    first = max(0, before - SHOWN_CHARACTERS // 2)
    return line.decode(errors="replace")[first : first + SHOWN_CHARACTERS]
