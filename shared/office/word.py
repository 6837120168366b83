"""ADAPTER: a paper written in Word, as the text that the readers of papers understand.

Headings are lines that begin with `#`, items with a dash, rows with a pipe; bold and links as Markdown has them. What
stands beside the text, such as a footnote, is told at the end of its section in a row that no reader takes for its own.
Tracked changes are read as if they were accepted, and told in the same way.
"""

from typing import TYPE_CHECKING

from shared.office.unpacked import BEGINS, Limits, Unfit, packed_anew, unpacked
from shared.papers.decode import LIMIT_BYTES, NotAPaper, text_of

if TYPE_CHECKING:
    from docx.document import Document

LARGEST_BYTES = 10_000_000
"""A paper has about 100 kB; with pictures it may have some millions."""
LARGEST_XML_BYTES = 8_000_000
LIMITS = Limits(unpacked_bytes=40_000_000)
LONGEST_BEGINNING = 8
"""So many bytes tell what kind of file it is."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def largest(beginning: bytes) -> int:
    """How many bytes a file that begins like this may have, to be read as a paper."""
    return LARGEST_BYTES if is_word(beginning) else LIMIT_BYTES


def is_word(data: bytes) -> bool:
    return data.startswith(BEGINS)


def paper_text(data: bytes) -> str:
    """The text of a paper, whether it is written in Markdown or in Word. Raises NotAPaper."""
    if data.startswith(_OLD_WORD):
        raise NotAPaper("an old Word file (.doc), or one with a password; save it as .docx, without")
    return _text_of_word(data) if is_word(data) else text_of(data)


def _text_of_word(data: bytes) -> str:
    # Not at the top: who reads Markdown loads none of this.
    from shared.office.word_body import lines_of

    document = _opened(data)
    try:
        text = "\n".join(lines_of(document))
    except NotAPaper:
        raise
    except Exception as error:  # a stranger's file may be wrong in ways that only the walk through it comes across
        raise NotAPaper(f"no Word document that can be read ({type(error).__name__})") from None
    return text_of(text.encode())


def _opened(data: bytes) -> "Document":
    from docx import Document

    if len(data) > LARGEST_BYTES:
        raise NotAPaper(f"larger than {LARGEST_BYTES:,} bytes")
    try:
        parts = unpacked(data, LIMITS)
    except Unfit as error:
        raise NotAPaper(str(error)) from None
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and len(content) > LARGEST_XML_BYTES:
            raise NotAPaper(f"its part {name[:80]!r} is larger than {LARGEST_XML_BYTES:,} bytes")
    try:
        return Document(packed_anew(parts))
    except Exception as error:  # whatever is wrong with a stranger's file, the library stumbles over it in its own way
        raise NotAPaper(f"no Word document that can be read ({type(error).__name__})") from None
