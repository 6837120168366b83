"""PURE. What the Word template of a paper is filled with, and what the document says of itself."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm
from markupsafe import Markup

from services.reporter.render.charts.words import in_words as chart_in_words
from services.reporter.render.colophon import checkpoint_lines, edition, in_words
from services.reporter.render.docx.blocks import Blocks, Told
from services.reporter.render.docx.inline import Runs
from services.reporter.render.docx.picture import png
from services.reporter.render.markdown import NOTES, findings_lead, told
from services.reporter.render.places import place_of
from services.reporter.render.restated import reference, restated
from services.reporter.render.xml_text import on_one_line
from services.reporter.report import Chart, Heading, Issue, Report

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties
    from docx.parts.document import DocumentPart

WIDTH_OF_A_PICTURE = Cm(12)
_LONGEST_TITLE = 255
"""That a property may have."""


def context(report: Report, part: "DocumentPart") -> dict[str, Any]:
    """By the names that the template uses. Pictures and addresses are put into `part` as they are met."""
    runs = Runs(_headings(report), lambda address: part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    blocks = Blocks(runs, lambda chart: _picture(part, chart))
    *head, title = report.head
    return {
        "head": [blocks.line(line) for line in head],
        "title": blocks.line(title),
        "sections": [blocks.section(section) for section in report.sections],
        "notes": _notes(report, runs, blocks),
        "footer": on_one_line(_footer(report)),
    }


def said_of_itself(core: "CoreProperties", report: Report) -> None:
    """Title, reference and the paper's own day: nothing of the machine, and nothing of the day on which it was made."""
    day = report.header.issued_on if report.header else report.cut.as_of
    core.title = on_one_line(report.head[-1].text)[:_LONGEST_TITLE]
    core.subject = on_one_line(report.header.paper_ref if report.header else "")[:_LONGEST_TITLE]
    core.language = "en-GB"
    core.author = core.last_modified_by = core.comments = ""
    core.created = core.modified = datetime.combine(day, time(), UTC)
    core.revision = 1


def _headings(report: Report) -> set[str]:
    blocks = ((section, block) for section in report.sections for block in section.blocks)
    return {place_of(block, section) for section, block in blocks if isinstance(block, Heading) and block.level == 2}


def _notes(report: Report, runs: Runs, blocks: Blocks) -> Told:
    changes = restated(report)
    told_anew = (blocks.table(changes),) if changes else ()
    colophon = {
        "kind": "table",
        "caption": runs("Colophon"),
        "notes": [],
        **blocks.grid(("Input", "Value"), in_words(report.cut), frozenset()),
    }
    return {
        "title": runs(NOTES),
        "lead": runs(findings_lead(report)),
        "findings": [runs(told(finding)) for finding in report.findings],
        "blocks": [
            *_revisions(report, runs),
            *told_anew,
            colophon,
            *(_issue(report.issue, runs) if report.issue else ()),
        ],
    }


def _revisions(report: Report, runs: Runs) -> Iterator[Told]:
    yield from ({"kind": "paragraph", "text": runs(line.text)} for line in report.revisions)


def _issue(issue: Issue, runs: Runs) -> Iterator[Told]:
    """The checkpoint line by line, since its bytes are what is signed."""
    yield {
        "kind": "paragraph",
        "text": runs(f"Issued: {edition(issue)}. The log's checkpoint at this position:"),
    }
    yield {"kind": "preformatted", "lines": [runs.as_it_is(line) for line in checkpoint_lines(issue)]}


def _footer(report: Report) -> str:
    title = report.head[-1].text
    ref = reference(report)
    return f"{ref} – {title}" if ref else title


def _picture(part: "DocumentPart", chart: Chart) -> Markup:
    """The run that holds it; who does not see it is told the same in words."""
    inline = part.new_pic_inline(io.BytesIO(png(chart)), WIDTH_OF_A_PICTURE)
    inline.docPr.set("name", f"Chart {chart.id}")
    inline.docPr.set("descr", on_one_line(f"{chart.headline}. {chart.subtitle} {chart_in_words(chart)}"))
    return Markup(f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>")
