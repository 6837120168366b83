"""A restated paper says in every form that it is one, and which figures are others now."""

import io
import json as standard
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from services.reporter.render import rendered
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


LINE = "Paper Reference: SECP_81_1906_12"


def in_the_line(form: str, data: bytes) -> str:
    """What stands in that line of the paper, or in that row of its cover."""
    match form:
        case "md":
            return next(line for line in data.decode().splitlines() if "Paper Reference" in line).replace("*", "")
        case "html":
            (_, after) = data.decode().split('<p data-evidence="paper/2020-06#1"><strong>Paper Reference:</strong>')
            return f"Paper Reference:{after.partition('</p>')[0]}"
        case "docx":
            paragraphs = Document(io.BytesIO(data)).paragraphs
            return next(each.text for each in paragraphs if "Paper Reference" in each.text)
        case "pdf":
            lines = PdfReader(io.BytesIO(data)).pages[0].extract_text().splitlines()
            return next(line for line in lines if "Paper Reference" in line)
        case "json":
            return f"Paper Reference: {standard.loads(data)['paper_ref']}"
        case "xlsx":
            cover = openpyxl.load_workbook(io.BytesIO(data))["Cover"]
            return next(": ".join(map(str, row)) for row in cover.values if row[0] == "Paper Reference")
        case "csv":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                lines = archive.read("cover.csv").decode("utf-8-sig").splitlines()
            return next(line for line in lines if line.startswith("Paper Reference")).replace(",", ": ")
    raise AssertionError(form)


@pytest.mark.parametrize("form", ["md", "html", "json", "pdf", "docx", "xlsx", "csv"])
def test_its_edition_stands_in_the_line_of_its_reference(form: str) -> None:
    original = replace(restated(), issue=Issue("SECP_81_1906_12", "", "a\nb\n"))
    assert in_the_line(form, rendered(original, form)) == LINE
    assert in_the_line(form, rendered(restated(), form)) == f"{LINE} (R1)"


def test_its_name_stands_once_in_each_place() -> None:
    for form in ("md", "html", "json"):
        assert b"(R1) (R1)" not in rendered(restated(), form)


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
    for text in (markdown(restated()), rendered(restated(), "md").decode()):
        reading = read(text)
        assert not reading.not_understood
        (said,) = (said for said in reading.statements if said.kind == "paper_reference")
        assert said["ref"] == "SECP_81_1906_12"


def test_a_paper_that_restates_nothing_says_nothing_of_it() -> None:
    for form in (markdown, html):
        assert "restated" not in form(june())
