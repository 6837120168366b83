"""PURE. A report as a document of Word, in the published paper's form, and after it the notes on it.

Its form is a template that analysts edit in Word: `templates/paper-2.docx` for the template version `paper/2`. With
a template of which papers were issued nothing is done but to copy it to the next number.
"""

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from services.reporter.render.packed import packed_anew
from services.reporter.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment


def docx(report: Report) -> bytes:
    """The same report gives the same document."""
    # Not at the top: who asks for Markdown loads none of this.
    from docxtpl import DocxTemplate

    from services.reporter.render.docx.document import context, said_of_itself
    from services.reporter.render.docx.widths import fit

    template = DocxTemplate(io.BytesIO(_template(report.cut.template)))
    document = template.get_docx()
    template.render(context(report, document.part), _environment(), autoescape=True)
    fit(document)
    said_of_itself(document.core_properties, report)
    out = io.BytesIO()
    template.save(out)
    return packed_anew(out.getvalue())


@cache
def _template(version: str) -> bytes:
    """`paper/2` is `paper-2.docx`."""
    name = f"{version.replace('/', '-')}.docx"
    return files("services.reporter.render.docx.templates").joinpath(name).read_bytes()


@cache
def _environment() -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
