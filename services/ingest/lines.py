"""Lines of a file of any size, one in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from shared.domain.codec import LARGEST_FACT_BYTES

LONGEST_LINE_BYTES = LARGEST_FACT_BYTES + 1_024
"""The longest fact, with its place in the log that an export adds."""

_BOM = b"\xef\xbb\xbf"
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1. `size` is the whole line's; `text` holds it, unless it is longer than any fact."""

    number: int
    text: bytes
    size: int
    has_end: bool = True

    @property
    def is_too_long(self) -> bool:
        return self.size > LONGEST_LINE_BYTES

    @property
    def is_blank(self) -> bool:
        return not self.is_too_long and not self.text.strip()


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """The lines without their ends; a byte-order mark at the beginning is passed over."""
    number = 0
    while read := file.readline(LONGEST_LINE_BYTES + 2):
        number += 1
        if number == 1:
            read = read.removeprefix(_BOM)
        has_end = read.endswith(b"\n")
        rest = 0 if has_end else _skipped(file) if len(read) > LONGEST_LINE_BYTES else 0
        yield Line(number, b"" if rest else read.rstrip(b"\r\n"), len(read) + rest, has_end)


def _skipped(file: BinaryIO) -> int:
    """Reads on to the end of the line, and gives how many bytes that were."""
    size = 0
    while read := file.readline(_CHUNK_BYTES):
        size += len(read)
        if read.endswith(b"\n"):
            break
    return size
