"""PURE. A report as text: Markdown, a page, JSON. Renderers decide the form; what is said stands in the report.

The same report gives the same text. `RENDERERS` is the list, by the name that people type.
"""

from collections.abc import Callable, Mapping

from services.reporter.render.html import html
from services.reporter.render.json import json
from services.reporter.render.markdown import markdown
from services.reporter.report import Report

RENDERERS: Mapping[str, Callable[[Report], str]] = {"md": markdown, "html": html, "json": json}
"""Each gives text that ends with a line feed, to be stored as UTF-8."""
