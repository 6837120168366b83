"""The PDF says what the report says, to those who see it, to those who do not, and to whoever asks for its evidence."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import BooleanObject

from services.reporter.render.json import json as as_json
from services.reporter.render.pdf import pdf
from services.reporter.render.pdf.evidence import hash_of
from services.reporter.render.pdf.printable import printable, ranges
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
    lines_of,
)
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, ONE, TWO


@cache
def read() -> PdfReader:
    return PdfReader(io.BytesIO(pdf(june())))


def root() -> Any:
    return read().trailer["/Root"]


def text_of(reader: PdfReader) -> str:
    """Without white space, and without what stands at the head and the foot of each page."""
    whole = "".join(squashed(page.extract_text()) for page in reader.pages)
    head = r"ChangeStatusReport–June2020SECP_81_1906_12"
    return re.sub(rf"{head}|Classification:White|Page\d+of\d+", "", whole)


def squashed(text: str) -> str:
    return "".join(text.split())


def plain(text: str) -> str:
    """Without the marks of Markdown."""
    return squashed(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text).replace("**", ""))


def words_of(report: Report) -> Iterator[str]:
    yield from (line.text for line in (*report.head, *report.glance))
    for section in report.sections:
        yield f"{section.number}. {section.title}"
        yield from (block.text for block in section.blocks if isinstance(block, Heading))
        for line in lines_of(section):
            yield "".join(line.cells) if isinstance(line, TableRow) else line.text
    yield from (finding.rule for finding in report.findings)


def test_every_line_of_the_paper_is_in_its_text() -> None:
    text = text_of(read())
    wanted = list(words_of(june()))
    assert len(wanted) > 150
    assert [words for words in wanted if plain(words) not in text] == []


def test_what_another_paper_says_is_not_in_it() -> None:
    """So that the test above can fail."""
    assert plain("MP106 PA 26 Mar 20 15 WD 47 WD") not in text_of(read())


def test_it_is_tagged_titled_and_in_english() -> None:
    assert root()["/Lang"] == "en-GB"
    assert root()["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert root()["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    told = read().metadata
    assert told is not None
    assert told.title == "Change Status Report – June 2020 (SECP_81_1906_12)"
    assert str(told.creation_date)[:10] == "2020-06-12"
    xmp = root()["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>3<", xmp) and re.search(r"pdfaid:conformance>A<", xmp)


def told_of_elements(name: str) -> list[str]:
    """What the elements of its structure have under that name, in no order."""
    found, left = [], [root()["/StructTreeRoot"]]
    while left:
        here = left.pop().get_object()
        if isinstance(here, list):
            left += here
        elif isinstance(here, dict):
            found += [str(here[name])] if name in here else []
            left += [here["/K"]] if "/K" in here else []
    return found


def test_its_headings_tables_lists_and_drawings_are_known_as_such() -> None:
    tags = told_of_elements("/S")
    assert {"/Title", "/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Caption", "/Link"} <= set(tags)
    assert tags.count("/Figure") == 3
    assert tags.count("/Table") == 4 + 3 + 1, "those of the paper, of its charts, and of its colophon"


def test_its_drawings_are_words_for_those_who_do_not_see_them() -> None:
    assert "Define 12, Refine 20, Opine 3, Approved 7 proposals." in told_of_elements("/Alt")


def test_it_carries_its_evidence() -> None:
    (attached,) = root()["/AF"]
    assert attached.get_object()["/AFRelationship"] == "/Supplement"
    told = json.loads(read().attachments["evidence.json"][0])
    assert told["inputs"]["stats_to"] == "2020-05-31"
    assert told["report_sha256"] == sha256(as_json(june()).encode()).hexdigest()
    mean = told["figures"]["assessments.ia.open.mean_wd"]
    assert (mean["value"], [given["value"] for given in mean["inputs"]]) == (113, [82, 239, 19])
    row = next(line for line in told["lines"] if line["text"].startswith("MP106 | PA"))
    assert len(row["evidence"]) == 2


def test_whoever_changes_an_entry_of_the_evidence_changes_its_hash() -> None:
    told = json.loads(read().attachments["evidence.json"][0])
    for entry in (*told["lines"], *told["figures"].values()):
        assert hash_of({key: value for key, value in entry.items() if key != "sha256"}) == entry["sha256"]
    line = told["lines"][-1]
    assert hash_of({**line, "sha256": "", "text": f"{line['text']}."}) != line["sha256"]


@pytest.mark.parametrize("facts", [NOTHING, ONE, TWO], ids=["nothing", "one", "two"])
def test_whatever_the_month_brings_is_set(facts: str) -> None:
    made = PdfReader(io.BytesIO(pdf(paper(facts))))
    assert "July 2020" in made.pages[0].extract_text()


CHECKPOINT = """secchange/0a1b2c3d
205
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
position 205

— secchange/0a1b2c3d Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""


def test_an_issued_paper_prints_its_edition_and_the_checkpoint_line_by_line() -> None:
    issued = replace(paper(NOTHING), issue=Issue("SECP_82_1707_11", "R1", CHECKPOINT))
    reader = PdfReader(io.BytesIO(pdf(issued)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Issued: SECP_82_1707_11 (R1)." in text
    assert [line for line in CHECKPOINT.splitlines() if line not in text] == []
    assert json.loads(reader.attachments["evidence.json"][0])["issue"]["checkpoint"] == CHECKPOINT


MARKUP = [
    "#panic()",
    "$ x $",
    "*b*",
    "_e_",
    "@here",
    "<there>",
    "\\",
    "`raw`",
    "= Head",
    "- item",
    "//",
    "/*",
    '"',
    "~",
]


def saying(text: str) -> Report:
    """A paper that says it wherever a paper can say something."""
    line = Line(f"{text} [{text}](#mp106) [{text}](https://example.org/{len(text)})", note=text)
    blocks = (
        Heading(text),
        Heading(text, 2),
        Paragraph(line),
        Quote(line),
        Bullets((line, line)),
        Table(text, (text, "B"), (TableRow((text, "b"), note=text), TableRow(("a", "b"), note="c"))),
    )
    return replace(paper(NOTHING), sections=(Section("summary", text, blocks, 1),), glance=(line,))


@pytest.mark.parametrize("text", MARKUP)
def test_text_is_never_markup(text: str) -> None:
    set_ = squashed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(saying(f"A{text}Z")))).pages))
    assert set_.count(squashed(f"A{text}Z")) >= 10


def test_a_link_leads_somewhere_whatever_it_names() -> None:
    names = ("report", "notes", "glance", "summary", "summary-x", "x", "summary-x-a", "stages-data", "é%", "a:b")
    blocks: tuple[Block, ...] = (
        *(Paragraph(Line(f"[one](#{name}) [other](#{name})")) for name in names),
        *(Heading("X"), Heading("X"), Heading("X", 2), Heading("X", 2)),
        *(Table("X", ("A", "B"), (TableRow(("a", "b"), note="c"), TableRow(("d", "e")))) for _ in "12"),
    )
    report = replace(paper(NOTHING), sections=(Section("summary", "X", blocks, 1),))
    assert b"/Link" in pdf(report)


ANY_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("#$*_@<>[]()`\\\"'\0\n\u202e\U0001f600מא=-/~")),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_no_text_breaks_the_page(text: str) -> None:
    assert pdf(saying(f"A{text}Z")).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Smart meters – ‘£5’", "Smart meters – ‘£5’"),
        ("a\x00b", "a[U+0000]b"),
        ("a \n\t b ", "a b "),
        ("\U0001f600", "[U+1F600]"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\ud800", "[U+D800]"),
        ("Łódź, Cafe\u0301", "Łódź, Café"),
        ("\u0645", "[U+0645]"),
        ("x\u0338\u05b0", "x[U+0338][U+05B0]"),
    ],
)
def test_what_the_fonts_lack_is_named_by_its_number(text: str, printed: str) -> None:
    assert printable(text) == printed


def test_the_fonts_have_every_letter_that_is_said_to_be_printable() -> None:
    letters = [chr(number) for first, last in ranges() for number in range(first, last + 1)]
    line = Line(" ".join(f"x{letter}" for letter in letters if letter not in "[]*"))
    strong = Line(f"**{line.text}**")
    assert len(letters) > 3_000
    assert pdf(replace(paper(NOTHING), sections=(), glance=(line, strong))).startswith(b"%PDF-1.7")
