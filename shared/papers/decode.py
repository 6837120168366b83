"""The bytes of a file as the text of a paper, or one reason why they are none."""

LIMIT_BYTES = 1_000_000
"""A Change Status Report has about 16 kB. Callers read one byte more than this and no further."""
LIMIT_LINES = 10_000
LIMIT_OF_A_LINE = 20_000
"""In characters. What is longer is no sentence, and would only keep the readers busy."""


class NotAPaper(ValueError):
    """What was given is no Change Status Report. `line` counts from 1; None where no line is to blame."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


def text_of(data: bytes) -> str:
    """The text of a paper, its line ends made `\\n`. Raises NotAPaper: too large, empty, a PDF, not UTF-8, with NUL."""
    if len(data) > LIMIT_BYTES:
        raise NotAPaper(f"larger than {LIMIT_BYTES:,} bytes; a Change Status Report has about 16,000")
    if data.startswith(b"%PDF-"):
        raise NotAPaper("a PDF, of which no words are read; give the paper as Markdown text or as Word (.docx)")
    text = _decoded(data)
    if "\0" in text:
        raise NotAPaper("holds a NUL character; this is no text", _line_at(data, data.index(b"\0")))
    if not text.strip():
        raise NotAPaper("empty; expected the Markdown text of a Change Status Report")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_lines(text.split("\n"))
    return text


def _check_lines(lines: list[str]) -> None:
    if len(lines) > LIMIT_LINES:
        raise NotAPaper(f"more than {LIMIT_LINES:,} lines; a Change Status Report has about 300")
    for number, line in enumerate(lines, start=1):
        if len(line) > LIMIT_OF_A_LINE:
            raise NotAPaper(f"the line has {len(line):,} characters; expected {LIMIT_OF_A_LINE:,} at most", number)


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
