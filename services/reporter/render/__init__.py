"""PURE. A report as bytes: Markdown, a page, JSON. Renderers decide the form; what is said stands in the report.

The same report gives the same bytes. `RENDERERS` is the list, by the name that people type.
"""

from collections.abc import Callable, Mapping

from services.reporter.render.html import html
from services.reporter.render.json import json
from services.reporter.render.markdown import markdown
from services.reporter.report import Report

Renderer = Callable[[Report], bytes]
"""The whole file of one format."""


def _utf8(text_of: Callable[[Report], str]) -> Renderer:
    """A format that is text, which ends with a line feed."""
    return lambda report: text_of(report).encode()


RENDERERS: Mapping[str, Renderer] = {"md": _utf8(markdown), "html": _utf8(html), "json": _utf8(json)}
"""Each gives the same bytes for the same report, on any machine."""
