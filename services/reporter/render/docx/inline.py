"""PURE. Inline Markdown of lines as runs of Word: bold in the style Strong, links in the style Hyperlink."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from services.reporter.render.tokens import TOKEN
from services.reporter.render.xml_text import on_one_line

_OUTSIDE = ("https://", "http://")
TOP = "_top"
"""The place that every document of Word has: its beginning."""
_LONGEST_NAME = 40


class Runs:
    """Renders the lines of one document, in their order.

    `link_to` gives the id by which the document knows an address elsewhere. A proposal's place is its own heading,
    or else where it is named first.
    """

    def __init__(self, headings: set[str], link_to: Callable[[str], str]) -> None:
        self._places = {bookmark(each) for each in headings}
        self._link_to = link_to
        self._ids = 0

    def __call__(self, text: str) -> Markup:
        parts, end = [], 0
        for found in TOKEN.finditer(text):
            parts += [_run(text[end : found.start()]), self._token(found)]
            end = found.end()
        return Markup("").join((*parts, _run(text[end:])))

    @staticmethod
    def as_it_is(text: str) -> Markup:
        """Without a look for emphasis and links."""
        return _run(text)

    def heading(self, text: str, place: str) -> Markup:
        """A heading to which the names of a proposal lead."""
        return self._marked(_run(text), bookmark(place))

    def _token(self, found: re.Match[str]) -> Markup:
        if found["strong"]:
            return _run(found["strong"], "Strong")
        words, target = _run(found["words"], "Hyperlink"), found["target"]
        if target.startswith("#"):
            return self._within(words, target[1:])
        if target.startswith(_OUTSIDE):
            return Markup('<w:hyperlink r:id="{}">{}</w:hyperlink>').format(self._link_to(target), words)
        return _run(found["words"])

    def _within(self, words: Markup, place: str) -> Markup:
        name = bookmark(place) if place else TOP
        link = Markup('<w:hyperlink w:anchor="{}">{}</w:hyperlink>').format(name, words)
        if name == TOP or name in self._places:
            return link
        self._places.add(name)
        return self._marked(link, name)

    def _marked(self, inside: Markup, name: str) -> Markup:
        self._ids += 1
        start = Markup('<w:bookmarkStart w:id="{}" w:name="{}"/>').format(self._ids, name)
        return start + inside + Markup('<w:bookmarkEnd w:id="{}"/>').format(self._ids)


def bookmark(place: str) -> str:
    """A place as Word may call it: letters, digits and underscores, beginning with a letter."""
    name = re.sub(r"\W", "_", place)
    return (name if name[:1].isalpha() else f"p_{name}")[:_LONGEST_NAME]


def _run(text: str, style: str = "") -> Markup:
    if not text:
        return Markup("")
    # Braces as numbers: docxtpl takes some that follow each other for its own.
    told = Markup(str(escape(on_one_line(text))).replace("{", "&#123;").replace("}", "&#125;"))
    look = Markup('<w:rPr><w:rStyle w:val="{}"/></w:rPr>').format(style) if style else Markup("")
    return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(look, told)
