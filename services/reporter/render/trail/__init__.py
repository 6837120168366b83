"""PURE. A decision trail as bytes, in each of its formats; the same document gives the same bytes."""

from collections.abc import Callable, Mapping

from services.reporter.render.trail.html import html
from services.reporter.render.trail.json import json
from services.reporter.render.trail.pdf import pdf
from services.reporter.trail_document.document import TrailDocument

TRAIL_RENDERERS: Mapping[str, Callable[[TrailDocument], bytes]] = {"html": html, "pdf": pdf, "json": json}
"""By the name that people type."""
