"""The page's words and drawings as HTML: `code`, **strong** and *stressed* words; everything is escaped."""

import re

from markupsafe import Markup, escape

from services.reporter.process.diagram.charts import Chart
from services.reporter.process.diagram.svg import svg_of

_TOKEN = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*")


def inline(text: str) -> Markup:
    """One line of words."""
    parts, end = [], 0
    for found in _TOKEN.finditer(text):
        tag = found.lastgroup
        assert tag is not None
        parts += [escape(text[end : found.start()]), Markup("<{0}>{1}</{0}>").format(tag, found[tag])]
        end = found.end()
    return Markup("").join((*parts, escape(text[end:])))


def drawing(chart: Chart) -> Markup:
    """It stands in the page itself."""
    return Markup(svg_of(chart))
