"""What is no Word document, or a dangerous one: refused with one reason, whatever is wrong with it."""

import random
import re
from functools import cache

import pytest

from shared.office.word import LARGEST_BYTES, paper_text
from shared.papers.decode import NotAPaper
from shared.papers.read import read
from tests.office.word_files import W, document, packed, parts, saved, with_part

DOCUMENT = "word/document.xml"


STYLES = f'<w:styles {W}><w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'.encode()


@cache
def small() -> bytes:
    made = document()
    made.add_heading("1. Summary", 1)
    made.add_paragraph("Text.")
    files = parts(saved(made))
    return packed(files | dict.fromkeys(("word/styles.xml", "word/stylesWithEffects.xml"), STYLES))


def body(inside: str) -> bytes:
    return with_part(small(), DOCUMENT, lambda _: f"<w:document {W}><w:body>{inside}</w:body></w:document>".encode())


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04", "no XLSX or DOCX"),
        (small()[:-30], "no XLSX or DOCX"),
        (small() + b"x" * LARGEST_BYTES, "larger than 10,000,000"),
        (packed({"a.txt": b"x"}), "no Word document"),
        (packed({**parts(small()), "word/media/a.png": b"0" * 41_000_000}), "unpacked it is larger than 40,000,000"),
        (with_part(small(), DOCUMENT, lambda xml: xml + b" " * 8_000_001), "larger than 8,000,000"),
        (with_part(small(), DOCUMENT, lambda xml: ENTITIES.encode() + xml), "document type"),
        (with_part(small(), "word/styles.xml", lambda _: b"<w:styles"), "no Word document"),
        (with_part(small(), DOCUMENT, lambda _: b"\x00\x01"), "no Word document"),
        (
            with_part(small(), "[Content_Types].xml", lambda xml: xml.replace(b"document.main", b"template.main")),
            "no Word document",
        ),
        (body("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 6_000), "more than 10,000 lines"),
        (body(f"<w:p><w:r><w:t>{'a' * 20_001}</w:t></w:r></w:p>"), "20,001 characters"),
        (body(f"{'<w:sdt><w:sdtContent>' * 300}{'</w:sdtContent></w:sdt>' * 300}"), "no Word document"),
        (body("<w:p/>" * 20_001), "more than 20,000 paragraphs"),
        (body(f"<w:tbl>{'<w:tr/>' * 10_001}</w:tbl>"), "more than 10,000 rows"),
        (body(""), "empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word file"),
    ],
)
def test_it_is_refused_with_a_reason(data: bytes, says: str) -> None:
    with pytest.raises(NotAPaper, match=says):
        paper_text(data)


@pytest.mark.parametrize(
    "inside",
    [
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='-1'/></w:trPr><w:tc/><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>"
        "</w:tr></w:tbl>",
        "<w:p><w:pPr><w:pStyle w:val='none'/><w:outlineLvl w:val='99'/></w:pPr><w:hyperlink><w:r/></w:hyperlink></w:p>",
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:footnoteReference/></w:r><!-- x --><?x y?></w:p>",
        "<w:altChunk/><w:sdt/><w:p><w:r><w:sym/><w:tab/><w:t/></w:r></w:p>",
    ],
)
def test_what_is_odd_does_no_harm(inside: str) -> None:
    assert "\nAnd on.\n" in f"\n{paper_text(body(f'{inside}<w:p><w:r><w:t>And on.</w:t></w:r></w:p>'))}"


def within(depth: int, opened: str, closed: str) -> str:
    return f"<w:p>{opened * depth}<w:r><w:t>x</w:t></w:r>{closed * depth}<w:r><w:t>And on.</w:t></w:r></w:p>"


def test_what_stands_within_itself_many_times_is_told_once() -> None:
    box, end = "<w:r><w:pict><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:pict></w:r>"
    assert paper_text(body(within(50, box, end))) == "And on.\n\n| Text box | beside “And on.” | x |\n"
    told = "Tracked change, neither accepted nor rejected: inserted"
    assert paper_text(body(within(200, "<w:ins>", "</w:ins>"))) == f"xAnd on.\n\n| {told} | beside “xAnd on.” | x |\n"


def test_whatever_is_torn_or_doubled_within_it_is_read_or_refused() -> None:
    """Some hundred documents, each with one piece of its XML taken out, doubled, or put elsewhere."""
    chance = random.Random(7)
    whole = parts(small())
    pieces = re.findall(r"<[^>]+>|[^<]+", whole[DOCUMENT].decode())
    outcomes = {"read": 0, "refused": 0}
    for _ in range(250):
        torn, at, to = list(pieces), chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(3):
            case 0:
                del torn[at]
            case 1:
                torn.insert(to, torn[at])
            case _:
                torn[at], torn[to] = torn[to], torn[at]
        try:
            read(paper_text(packed({**whole, DOCUMENT: "".join(torn).encode()})))
            outcomes["read"] += 1
        except NotAPaper:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 15
