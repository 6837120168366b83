"""A restated paper says in every form that it is one, and which figures are others now."""

import io
import json as standard
from dataclasses import replace

from docx import Document
from pypdf import PdfReader

from services.reporter.render.docx import docx
from services.reporter.render.html import html
from services.reporter.render.json import json
from services.reporter.render.markdown import markdown
from services.reporter.render.pdf import pdf
from services.reporter.render.restated import reference
from services.reporter.report import Issue, Report
from shared.domain.facts import FigureChange
from shared.papers.read import read
from tests.services.reporter.papers import june

CHANGE = FigureChange(figure="assessments.pa.open.mean_wd", before="78 WD", after="82 WD", kind="R1", facts=("106#7",))


def restated() -> Report:
    return replace(june(), issue=Issue("SECP_81_1906_12", "R1", "a\nb\n", changes=(CHANGE,)))


def test_its_reference_has_the_edition() -> None:
    assert (reference(june()), reference(restated())) == ("SECP_81_1906_12", "SECP_81_1906_12 (R1)")
    assert "<title>Change Status Report – June 2020 (SECP_81_1906_12 (R1))</title>" in html(restated())


def test_each_figure_that_is_another_is_told_with_its_reason() -> None:
    assert "| assessments.pa.open.mean_wd | 78 WD | 82 WD | R1: late data |" in markdown(restated())
    assert '<td class="number">82 WD</td><td>R1: late data</td>' in html(restated())
    (change,) = standard.loads(json(restated()))["issue"]["changes"]
    assert change["facts"] == ["106#7"]
    pages = PdfReader(io.BytesIO(pdf(restated()))).pages
    assert "assessments.pa.open.mean_wd 78 WD 82 WD R1: late data" in "".join(page.extract_text() for page in pages)


def test_the_word_form_tells_it_too() -> None:
    rows = [
        [cell.text for cell in row.cells]
        for table in Document(io.BytesIO(docx(restated()))).tables
        for row in table.rows
    ]
    assert ["assessments.pa.open.mean_wd", "78 WD", "82 WD", "R1: late data"] in rows


def test_the_markdown_of_a_restated_paper_is_understood() -> None:
    assert not read(markdown(restated())).not_understood


def test_a_paper_that_restates_nothing_says_nothing_of_it() -> None:
    for form in (markdown, html):
        assert "restated" not in form(june())
