"""The bytes of a file as the text of a paper, or one reason why they are none."""

LIMIT_BYTES = 5_000_000
"""A Change Status Report has about 16 kB. Callers read one byte more than this and no further."""


class NotAPaper(ValueError):
    """What was given is no Change Status Report. `line` counts from 1; None where no line is to blame."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


def text_of(data: bytes) -> str:
    """The text of a paper, its line ends made `\\n`. Raises NotAPaper: too large, empty, not UTF-8, or with NUL."""
    if len(data) > LIMIT_BYTES:
        raise NotAPaper(f"larger than {LIMIT_BYTES:,} bytes; a Change Status Report has about 16,000")
    text = _decoded(data)
    if "\0" in text:
        raise NotAPaper("holds a NUL character; this is no text", _line_at(data, data.index(b"\0")))
    if not text.strip():
        raise NotAPaper("empty; expected the Markdown text of a Change Status Report")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start
        raise NotAPaper(
            f"not UTF-8: byte 0x{data[where]:02x} at offset {where}; save the file as UTF-8", _line_at(data, where)
        ) from None


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
