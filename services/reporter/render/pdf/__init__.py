"""PURE. A report as a PDF that everybody can read (PDF/UA-1) and that keeps (PDF/A-3a), with its evidence in it.

`document` is what the pages say, as plain data; `paper.typ` is how they look; `evidence` is what the PDF carries;
`printable` knows the letters of its fonts. No text of a report is ever markup: it goes in as data.
"""

from functools import cache
from importlib.resources import files
from json import dumps
from typing import Literal

from services.reporter.render.pdf.document import JsonObject, document
from services.reporter.render.pdf.evidence import evidence, evidence_of_needs
from services.reporter.report import Report

STANDARDS: tuple[Literal["ua-1"], Literal["a-3a"]] = ("ua-1", "a-3a")


def pdf(report: Report) -> bytes:
    """The same report gives the same bytes: dated by its own day, set in the fonts that come with the typesetter."""
    return _made(report, evidence(report))


def pdf_with_needs(report: Report) -> bytes:
    """The same pages, which carry other evidence."""
    return _made(report, evidence_of_needs(report))


def _made(report: Report, carried: JsonObject) -> bytes:
    # Not at the top: who asks for Markdown sets no page.
    from typst import Compiler

    inputs = {"paper": _text(document(report)), "evidence": _text(carried)}
    compiler = Compiler(_template(), ignore_system_fonts=True, sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
    assert isinstance(made, bytes), "one document is one file"
    return made


@cache
def _template() -> bytes:
    return files("services.reporter.render.pdf").joinpath("paper.typ").read_bytes()


def _text(of: JsonObject) -> str:
    return dumps(of, ensure_ascii=True, indent=1)
