"""PURE. A report as one page that stands by itself: no script, no font, no picture from elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from services.reporter.render.charts import svg
from services.reporter.render.charts.table import table_of
from services.reporter.render.colophon import checkpoint_lines, edition, in_words
from services.reporter.render.inline import Inline
from services.reporter.render.markdown import findings_lead, sentence, where
from services.reporter.render.marks import marks_of, note_on_all
from services.reporter.render.places import place_of, places_of, slug
from services.reporter.render.restated import reference, restated
from services.reporter.report import Chart, Heading, Issue, Report
from services.reporter.words import capital

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page that is served has more than the paper: `ways` to other pages, words and address each.

    `standing`: what it is, when no paper that is out; `out`: those that are. `of_rows`: where the numbers of a row of a
    table lead, by the identity of the row.
    """

    ways: tuple[tuple[str, str], ...]
    of_rows: Mapping[int, str]
    standing: str = ""
    out: tuple[tuple[str, str], ...] = ()


def html(report: Report, beside: Beside | None = None) -> str:
    """The same report gives the same page."""
    page = Inline(places_of(report))
    more = beside or Beside((), {})
    ways = {
        "ways": more.ways,
        "standing": more.standing,
        "out": more.out,
        "way_of": lambda row: more.of_rows.get(id(row)),
    }
    text = _environment().get_template("paper.html.j2").render(_context(report, page) | ways)
    return re.sub(r"\n\s*\n+", "\n", text).strip() + "\n"


def drawing(chart: Chart) -> str:
    """One chart by itself, as SVG."""
    return svg(chart)


def _context(report: Report, page: Inline) -> dict[str, Any]:
    return {
        "report": report,
        "title": report.head[-1].text,
        "colophon": in_words(report.cut),
        "edition": edition,
        "checkpoint": _checkpoint,
        "findings_lead": findings_lead(report),
        "sentence": sentence,
        "where": where,
        "inline": page,
        "enter": lambda heading: _enter(page, heading),
        "svg": lambda chart: _ours(svg(chart)),
        "table_of": table_of,
        "reference": reference(report),
        "restated": restated(report),
        "place_of": place_of,
        "kind_of": lambda block: type(block).__name__,
        "marks_of": marks_of,
        "note_on_all": note_on_all,
        "capital": capital,
    }


def _ours(drawing: str) -> "Markup":
    """A drawing escapes what it says by itself."""
    from markupsafe import Markup

    return Markup(drawing)


def _checkpoint(issue: Issue) -> "Markup":
    """Its line breaks are written out: of others, the page may lose some."""
    from markupsafe import Markup

    return Markup("&#10;").join(checkpoint_lines(issue))


def _enter(page: Inline, heading: Heading) -> str:
    """From here on, lines stand under this heading."""
    page.here = slug(heading.text) if heading.level == 2 else ""
    return ""


@cache
def _environment() -> "Environment":
    # Not at the top: who asks for Markdown draws no page.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("services.reporter.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
