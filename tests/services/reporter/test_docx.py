"""The paper in Word: every line of it, real styles, pictures with words, and nothing of the machine that made it."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import docx as reader
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporter.render.docx import docx
from services.reporter.render.markdown import told
from services.reporter.report import (
    Block,
    Bullets,
    Heading,
    Issue,
    Line,
    Paragraph,
    Quote,
    Report,
    Section,
    Table,
    TableRow,
)
from shared.domain.facts import AcceptedFinding
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, TWO

TEMPLATES = ("paper-1.docx", "paper-2.docx")


@cache
def opened() -> Document:
    return reader.Document(io.BytesIO(docx(june())))


def words(line: Line) -> str:
    """What a reader sees of the line."""
    text = re.sub(r"\[([^\[\]]+)\]\([^()\s]*\)", r"\1", line.text).replace("**", "")
    return f"{text} ({line.note})" if line.note else text


def lines_in(block: Block) -> list[str]:
    match block:
        case Paragraph(line=line) | Quote(line=line):
            return [words(line)]
        case Bullets(lines=lines):
            return [words(line) for line in lines]
        case Heading(text=text) | Table(caption=text):
            return [text]
        case _:
            return [block.headline, block.subtitle]


def text_of(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def test_every_line_of_the_june_paper_is_in_it_in_order() -> None:
    printed = [text_of(paragraph._p) for paragraph in opened().paragraphs]
    expected = [words(line) for line in june().head]
    for section in june().sections:
        expected.append(f"{section.number}. {section.title}")
        expected += [line for block in section.blocks for line in lines_in(block)]
    expected += [words(Line(told(finding))) for finding in june().findings]
    assert len(expected) > 150
    at = iter(printed)
    assert [line for line in expected if line not in at] == []


def test_tables_have_their_cells_and_a_first_row_that_is_repeated() -> None:
    tables = {table.rows[0].cells[-1].text: table for table in opened().tables}
    cells = [[cell.text for cell in row.cells] for row in tables["Current duration"].rows]
    assert cells[0] == ["Modification", "Type", "Accepted", "Target duration", "Current duration"]
    assert ["SECMP0056", "IA", "2 Jul 19", "40 WD", "239 WD"] in cells
    assert ["MP106", "PA", "26 Mar 20", "15 WD", "34 WD [a]"] in cells
    assert [cell.text for cell in tables["Actual duration"].rows[-1].cells] == [
        "MP122", "PA", "28 May 20", "15 WD", "10 WD"
    ]  # fmt: skip
    for table in opened().tables:
        first, *others = table._tbl.tr_lst
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)
        assert table.style is not None
        assert table.style.name == "Paper Table"


def test_it_is_made_of_real_styles() -> None:
    styles: dict[str, list[str]] = {}
    for paragraph in opened().paragraphs:
        assert paragraph.style is not None
        styles.setdefault(str(paragraph.style.name), []).append(paragraph.text)
    assert styles["Title"] == ["Change Status Report – June 2020"]
    assert styles["Heading 1"][:4] == ["1. Purpose", "2. Recommendations", "1. Summary", "2. Define"]
    assert {"Decisions", "SEC Releases"} <= set(styles["Heading 2"])
    assert {"DP125", "MP130"} <= set(styles["Heading 3"])
    assert "Open Assessments" in styles["Caption"]
    assert len(styles["List Bullet"]) > 50
    assert "The Change Board voted on two modifications on 27 May 2020:" in styles["Lead In"]
    assert len(styles["List Number"]) == len(june().findings)


def test_pictures_are_png_with_words_for_those_who_do_not_see_them() -> None:
    drawn = [part for part in opened().part.package.iter_parts() if part.content_type == "image/png"]
    described = [properties.get("descr") for properties in opened().element.body.iter(qn("wp:docPr"))]
    assert len(drawn) == len(described) >= 2
    assert all(part.blob.startswith(b"\x89PNG") for part in drawn)
    assert "Define 12, Refine 20, Opine 3, Approved 7 proposals." in str(described[0])


def test_every_link_within_it_leads_somewhere() -> None:
    body = opened().element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert {"dp125", "mp130"} <= targets <= {*names, "_top"}


def test_it_says_nothing_of_the_machine() -> None:
    core = opened().core_properties
    assert (core.title, core.subject) == ("Change Status Report – June 2020", "SECP_81_1906_12")
    assert (core.author, core.last_modified_by, core.language) == ("", "", "en-GB")
    assert str(core.created) == str(core.modified) == "2020-06-12 00:00:00+00:00"
    with zipfile.ZipFile(io.BytesIO(docx(june()))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert b'w:val="en-GB"' in archive.read("word/styles.xml")


def test_an_issued_paper_prints_its_checkpoint_as_it_is() -> None:
    checkpoint = "secchange/0badcafe\n163\nAb+/{{x}}=\nposition 163\n\n— secchange/0badcafe **Zz9**\n"
    issue = Issue("SECP_81_1906_12", "R1", checkpoint, (AcceptedFinding(rule="a", message="b", reason="c"),))
    printed = [each.text for each in reader.Document(io.BytesIO(docx(replace(june(), issue=issue)))).paragraphs]
    at = printed.index("Issued: SECP_81_1906_12 (R1). The log's checkpoint at this position:")
    assert printed[at + 1 : at + 7] == checkpoint.splitlines()


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_template_with_which_papers_were_issued_never_changes(template: str) -> None:
    """Who edits it copies it to the next number first, and raises the version of the template."""
    data = files("services.reporter.render.docx.templates").joinpath(template).read_bytes()
    assert hashlib.sha256(data).hexdigest() == "fa7133fee1ef35a8dbe7701dbd45f38ddb27b66f40bd791c974ac1b048ca6a55"


HOSTILE = [
    "{{ 7 * 7 }} {% for x in y %} {_{ x }_} {# c #}",
    "<w:p>&amp;</w:t></w:r> ]]> <!-- ",
    "a\x00b\x0bc\ud800d\ufffee",
    "tab\there\nline\fpage\abell",
    "[x](javascript:alert(1)) [y](file:///etc/passwd) [z](https://example.org/?a=1&b=2)",
]


def with_text(text: str) -> Report:
    line = Line(text, note=text)
    row = TableRow((text, text), note=text)
    blocks: tuple[Block, ...] = (
        *(Heading(text), Heading(text, 2), Paragraph(line), Bullets((line,)), Quote(line)),
        Table(text, (text, text), (row,)),
    )
    return replace(paper(NOTHING), sections=(Section("define", text, blocks, 2),), head=(line,))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_stays_text(text: str) -> None:
    made = reader.Document(io.BytesIO(docx(with_text(text))))
    shown = re.sub(r"\[([^\[\]]+)\]\([^()\s]*\)", r"\1", re.sub("[\t\n\x0c]", " ", text))
    shown = re.sub("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", shown.replace("\x0b", " "))
    printed = [text_of(paragraph._p) for paragraph in made.paragraphs]
    assert f"{shown} ({shown})" in printed
    assert made.tables[0].rows[1].cells[0].text == shown
    addresses = {rel.target_ref for rel in made.part.rels.values() if rel.is_external}
    assert addresses <= {"https://example.org/?a=1&b=2"}


@settings(max_examples=10)
@given(st.text(max_size=60))
def test_any_text_makes_a_document_that_opens(text: str) -> None:
    assert len(reader.Document(io.BytesIO(docx(with_text(text)))).tables) == 2


def test_several_of_everything() -> None:
    text = "\n".join(paragraph.text for paragraph in reader.Document(io.BytesIO(docx(paper(TWO)))).paragraphs)
    assert "It did not meet." in text
