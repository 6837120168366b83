"""PURE. Inline Markdown of lines as HTML. Everything is escaped; links lead only where a paper's links may lead."""

import re

from markupsafe import Markup, escape

_TOKEN = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]*)\)|\*\*(?P<strong>[^*]+)\*\*")
_OUTSIDE = ("https://", "http://", "/")


class Inline:
    """Renders the lines of one page, in the order in which they stand on it.

    `own`: the places that the page has anyway. A proposal without one gets its place where it is named first; later
    names lead there. `here`: the place under which the lines now stand, to which nothing needs to lead.
    """

    def __init__(self, own: set[str]) -> None:
        self._places = set(own)
        self.here = ""

    def __call__(self, text: str) -> Markup:
        parts, end = [], 0
        for found in _TOKEN.finditer(text):
            parts += [escape(text[end : found.start()]), self._token(found)]
            end = found.end()
        return Markup("").join((*parts, escape(text[end:])))

    def _token(self, found: re.Match[str]) -> Markup:
        if found["strong"]:
            return Markup("<strong>{}</strong>").format(found["strong"])
        words, target = found["words"], found["target"]
        if target.startswith("#"):
            return self._within(words, target[1:])
        return _link(words, target) if target.startswith(_OUTSIDE) else escape(words)

    def _within(self, words: str, place: str) -> Markup:
        if not place or place == self.here:
            return escape(words)
        if place in self._places:
            return _link(words, f"#{place}")
        self._places.add(place)
        return Markup('<span id="{}">{}</span>').format(place, words)


def _link(words: str, target: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(target, words)
