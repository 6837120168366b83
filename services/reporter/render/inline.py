"""PURE. Inline Markdown of lines as HTML. Everything is escaped."""

from typing import assert_never

from markupsafe import Markup, escape

from services.reporter.render.tokens import Places, Token


class Inline(Places):
    """Renders the lines of one page, in the order in which they stand on it."""

    def __call__(self, text: str) -> Markup:
        return Markup("").join(map(_markup, self.tokens(text)))


def _markup(token: Token) -> Markup:
    match token.kind:
        case "text":
            return escape(token.words)
        case "strong":
            return Markup("<strong>{}</strong>").format(token.words)
        case "link":
            return Markup('<a href="{}">{}</a>').format(token.to, token.words)
        case "place":
            return Markup('<span id="{}">{}</span>').format(token.to, token.words)
        case _:
            assert_never(token.kind)
