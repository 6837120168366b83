"""The words of a paragraph of Word as Markdown has them; and what stands beside them: notes, boxes, tracked changes."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from shared.office.word_styles import Styles, is_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = (qn("w:t"), f"{_MATHS}t")
_BLANK = (qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:ptab"))
_GONE = (qn("w:del"), qn("w:moveFrom"))
_COME = (qn("w:ins"), qn("w:moveTo"))
_NOTES = {qn("w:footnoteReference"): "Footnote", qn("w:endnoteReference"): "Endnote"}
_SIGNS = {qn("w:noBreakHyphen"): "-", qn("w:sym"): "�"}
_SKIPPED = (qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delText"), qn("w:delInstrText"), f"{_MC}Fallback")
_TOLD = (qn("w:p"), qn("w:t"), qn("w:delText"))
_TRACKED = "Tracked change, neither accepted nor rejected"
_LONGEST_TOLD = 1_000
_LINKABLE = re.compile(r"[^\[\]]+")
_ADDRESS = re.compile(r"https?://[^()\s]+")
_IN_NO_TARGET = re.compile(r"[()\s]")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")


@dataclass(slots=True)
class Said:
    """`words` with emphasis and links. `beside`: what else belongs to it, each as (what it is, its text)."""

    words: str = ""
    beside: list[tuple[str, str]] = field(default_factory=list)
    in_a_change: bool = False

    def tell(self, what: str, text: str) -> None:
        """What stands beside the words, and enough of it to find it."""
        if text:
            self.beside.append((what, text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"))


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool = False


class Words:
    """Reads the paragraphs of one document. `links`: addresses by id; `notes`: texts by kind and id."""

    def __init__(self, styles: Styles, links: Mapping[str, str], notes: Callable[[str, str], str]) -> None:
        self._styles, self._links, self._notes = styles, links, notes

    def of(self, paragraph: Any) -> Said:
        said = Said()
        pieces = list(self._pieces(paragraph, said, bold=False))
        said.words = _joined(pieces)
        return said

    def _pieces(self, parent: Any, said: Said, bold: bool) -> Iterator[_Piece]:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag in _TEXT:
                yield _Piece(child.text or "", bold)
            elif tag in _BLANK:
                yield _Piece(" ", bold)
            elif tag in _SIGNS:
                yield _Piece(_SIGNS[tag], bold)
            elif tag in _NOTES:
                said.tell(_NOTES[tag], self._notes(_NOTES[tag], child.get(qn("w:id")) or ""))
            elif tag in _GONE:
                said.tell(f"{_TRACKED}: deleted", _all_text(child))
            elif tag == qn("w:r"):
                yield from self._run(child, said, bold)
            elif tag == qn("w:hyperlink"):
                yield self._link(child, said)
            elif tag == qn("w:txbxContent"):
                said.tell("Text box", _all_text(child))
            elif tag in _COME and not said.in_a_change:
                yield from self._inserted(child, said, bold)
            else:
                yield from self._pieces(child, said, bold)

    def _inserted(self, child: Any, said: Said, bold: bool) -> Iterator[_Piece]:
        """What stands within is told once, however many changes are around it."""
        said.tell(f"{_TRACKED}: inserted", _all_text(child))
        said.in_a_change = True
        yield from self._pieces(child, said, bold)
        said.in_a_change = False

    def _run(self, run: Any, said: Said, bold: bool) -> Iterator[_Piece]:
        look = run.find(qn("w:rPr"))
        if look is not None and is_on(look.find(qn("w:vanish"))):
            return
        yield from self._pieces(run, said, bold or self._is_bold(look))

    def _is_bold(self, look: Any) -> bool:
        if look is None:
            return False
        own, style = look.find(qn("w:b")), look.find(qn("w:rStyle"))
        if own is not None:
            return is_on(own)
        return style is not None and self._styles.is_bold(style.get(qn("w:val")))

    def _link(self, link: Any, said: Said) -> _Piece:
        words = _one_line("".join(piece.text for piece in self._pieces(link, said, bold=False)))
        if not _LINKABLE.fullmatch(words):
            return _Piece(words)
        return _Piece(f"[{words}]({self._target(link)})")

    def _target(self, link: Any) -> str:
        """`#` where it leads to nothing that a paper's link may lead to."""
        anchor, address = link.get(qn("w:anchor")), self._links.get(link.get(qn("r:id")) or "", "")
        if anchor and not anchor.startswith("_"):
            return f"#{_IN_NO_TARGET.sub('', anchor)}"
        return address if _ADDRESS.fullmatch(address) else "#"


def _all_text(element: Any) -> str:
    """With a space where a paragraph begins."""
    parts = (" " if each.tag == qn("w:p") else each.text or "" for each in element.iter(*_TOLD))
    return _one_line("".join(parts))


def _joined(pieces: list[_Piece]) -> str:
    """Bold where some of it is. Where all of it is, the paragraph is a heading in all but name: without marks."""
    told = [piece for piece in pieces if piece.text]
    if all(piece.bold or not piece.text.strip() for piece in told):
        return _one_line("".join(piece.text for piece in told))
    parts, at = [], 0
    while at < len(told):
        end = at
        while end < len(told) and told[end].bold == told[at].bold:
            end += 1
        text = "".join(piece.text for piece in told[at:end])
        parts.append(_bold(text) if told[at].bold else text)
        at = end
    return _one_line("".join(parts))


def _bold(text: str) -> str:
    words = text.strip()
    if not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}**{words}**{after}"


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
