"""What a paragraph of Word is: a heading, a caption, an item, a quotation, or text; by its style and those it is of."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from docx.oxml.ns import qn

ParagraphKind = Literal["title", "heading", "caption", "item", "quote", "contents", "text"]

_NOT_NUMBERED = "0"
_DEEPEST = 40
"""Styles that build on each other; more is a ring."""
_BODY_TEXT_LEVEL = 9


class What(NamedTuple):
    """`level` of a heading counts from 1."""

    kind: ParagraphKind
    level: int = 0


class Styles:
    """The styles of one document, by their ids; names are those of Word itself, in every language of it."""

    def __init__(self, styles: Any) -> None:
        self._by_id = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}

    def what(self, paragraph: Any) -> What:
        own = paragraph.find(qn("w:pPr"))
        chain = list(self._chain(_value(own, "w:pStyle")))
        for name in (_name(style) for style in chain):
            if told := _by_name(name):
                return told
        properties = [own, *(style.find(qn("w:pPr")) for style in chain)]
        level = next((found for each in properties if (found := _value(each, "w:outlineLvl"))), None)
        if level and level.isdecimal() and int(level) < _BODY_TEXT_LEVEL:
            return What("heading", int(level) + 1)
        return What("item") if _is_numbered(properties) else What("text")

    def is_bold(self, style_id: str | None) -> bool:
        """Of a style for words within a line."""
        for style in self._chain(style_id):
            bold = style.find(f"{qn('w:rPr')}/{qn('w:b')}")
            if bold is not None:
                return is_on(bold)
        return False

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = _value(style, "w:basedOn")


def is_on(switch: Any) -> bool:
    """Of `<w:b/>` and its like, which is on unless it says that it is not."""
    return switch is not None and switch.get(qn("w:val"), "1") not in ("0", "false", "off", "none")


def _by_name(name: str) -> What | None:
    if name.startswith("heading ") and name[8:].isdecimal():
        return What("heading", int(name[8:]))
    if name.startswith("toc"):
        return What("contents")
    if name.startswith(("list bullet", "list number")):
        return What("item")
    match name:
        case "title":
            return What("title")
        case "caption":
            return What("caption")
        case "quote" | "intense quote":
            return What("quote")
        case _:
            return None


def _is_numbered(properties: list[Any]) -> bool:
    """By the first that says so or otherwise."""
    for each in properties:
        numbering = each.find(f"{qn('w:numPr')}/{qn('w:numId')}") if each is not None else None
        if numbering is not None:
            return bool(numbering.get(qn("w:val")) != _NOT_NUMBERED)
    return False


def _name(style: Any) -> str:
    return (_value(style, "w:name") or "").casefold()


def _value(parent: Any, tag: str) -> str | None:
    child = parent.find(qn(tag)) if parent is not None else None
    value = child.get(qn("w:val")) if child is not None else None
    return str(value) if value is not None else None
