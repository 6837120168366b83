"""PURE. A report as bytes, in many formats. Renderers decide the form; what is said stands in the report.

The same report gives the same bytes. `RENDERERS` is the list, by the name that people type; `TEMPLATES` has each
version of it that a paper was ever issued in. To print the same lines otherwise, keep the old renderers as they are,
under their version, and add the new.
"""

from collections.abc import Callable, Mapping

from services.reporter.cut import UnknownVersion
from services.reporter.render.csv import csv
from services.reporter.render.docx import docx
from services.reporter.render.html import html
from services.reporter.render.ics import ics
from services.reporter.render.json import json
from services.reporter.render.markdown import markdown
from services.reporter.render.pdf import pdf, pdf_with_needs
from services.reporter.render.restated import with_its_edition
from services.reporter.render.xlsx import xlsx
from services.reporter.report import Report
from shared.domain.period import Month

Renderer = Callable[[Report], bytes]
"""The whole file of one format."""


def _utf8(text_of: Callable[[Report], str]) -> Renderer:
    """A format that is text, which ends with a line feed."""
    return lambda report: text_of(report).encode()


def _with_its_edition(render: Renderer) -> Renderer:
    """The same form, where the reference has the edition wherever it stands."""
    return lambda report: render(with_its_edition(report))


_PAPER_1: Mapping[str, Renderer] = {
    "md": _utf8(markdown),
    "html": _utf8(html),
    "json": _utf8(json),
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "csv": csv,
    "ics": ics,
}
"""A restated paper is one by its title, its foot and its notes alone."""

_PAPER_2: Mapping[str, Renderer] = {**_PAPER_1, "pdf": pdf_with_needs}
"""The PDF names exactly the facts that each figure and each line needs."""

RENDERERS: Mapping[str, Renderer] = {form: _with_its_edition(render) for form, render in _PAPER_2.items()}
"""Each gives the same bytes for the same report, on any machine."""

TEMPLATES: Mapping[str, Mapping[str, Renderer]] = {"paper/1": _PAPER_1, "paper/2": RENDERERS}
"""By version."""

ENDINGS: Mapping[str, str] = {"csv": "csv.zip"}
"""How the names of files end, where it is not with the name of the format."""


MEDIA: Mapping[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}
"""What kind of file each is, as the registry of media types names it."""


def file_name(month: Month, edition: str, form: str) -> str:
    """`2020-06.pdf`; of a restated paper `2020-06-R1.pdf`."""
    return f"{'-'.join(filter(None, (str(month), edition)))}.{ENDINGS.get(form, form)}"


def rendered(report: Report, form: str) -> bytes:
    """The report in one format, in the version of the template that its cut names. Raises UnknownVersion."""
    forms = forms_of(report.cut.template)
    if form not in forms:
        raise UnknownVersion(f"format of {report.cut.template}", form, forms)
    return forms[form](report)


def forms_of(template: str) -> Mapping[str, Renderer]:
    """The formats of one version of the template, by name. Raises UnknownVersion."""
    if template not in TEMPLATES:
        raise UnknownVersion("template", template, TEMPLATES)
    return TEMPLATES[template]
