"""PURE. What inline Markdown of lines is made of, and where its links may lead: only where a paper's links may."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

TOKEN = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]*)\)|\*\*(?P<strong>[^*]+)\*\*")
"""A link, or words in bold; all else is text."""
_OUTSIDE = ("https://", "http://", "/")


class Token(NamedTuple):
    """Words, and what they are. `to`: where a link leads (`#mp106`, or outside), or the name of the place."""

    kind: Literal["text", "strong", "link", "place"]
    words: str
    to: str = ""


def plain(text: str) -> str:
    """As a reader sees it: the words of links and those in bold, without what makes them so."""
    return TOKEN.sub(lambda found: found["words"] or found["strong"], text)


class Places:
    """Parts the lines of one page, in the order in which they stand on it.

    `own`: the places that the page has anyway. A proposal without one gets its place where it is named first; later
    names lead there. `here`: the place under which the lines now stand, to which nothing needs to lead.
    """

    def __init__(self, own: set[str]) -> None:
        self._places = set(own)
        self.here = ""

    def tokens(self, text: str) -> Iterator[Token]:
        end = 0
        for found in TOKEN.finditer(text):
            if found.start() > end:
                yield Token("text", text[end : found.start()])
            yield self._token(found)
            end = found.end()
        if end < len(text):
            yield Token("text", text[end:])

    def _token(self, found: re.Match[str]) -> Token:
        if found["strong"]:
            return Token("strong", found["strong"])
        words, target = found["words"], found["target"]
        if target.startswith("#"):
            return self._within(words, target[1:])
        return Token("link", words, target) if target.startswith(_OUTSIDE) else Token("text", words)

    def _within(self, words: str, place: str) -> Token:
        if not place or place == self.here:
            return Token("text", words)
        if place in self._places:
            return Token("link", words, f"#{place}")
        self._places.add(place)
        return Token("place", words, place)
