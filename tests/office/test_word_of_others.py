"""A paper that somebody else wrote in Word: headings, lists and tables in any way that Word has for them."""

from typing import Any

from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from shared.office.word import paper_text
from shared.papers.read import read
from shared.papers.reading import Reading
from tests.office.word_files import W, document, packed, parts, saved


def lines(made: Doc) -> list[str]:
    return [line for line in paper_text(saved(made)).split("\n") if line]


def said(reading: Reading, kind: str) -> list[dict[str, Any]]:
    return [dict(statement.values) for statement in reading.statements if statement.kind == kind]


def xml(inside: str) -> Any:
    return parse_xml(f"<w:p {W}>{inside}</w:p>")


def add(made: Doc, element: Any) -> None:
    made.element.body.insert(len(made.element.body) - 1, element)


def merged(table: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    table.cell(*first).merge(table.cell(*last))


def test_words_own_headings_lists_and_bold() -> None:
    made = document()
    made.add_heading("Change Status Report – June 2020", 0)
    made.add_heading("1. Summary", 1)
    made.add_heading("Decisions", 2)
    made.add_paragraph("DP094 'A title'", style="List Bullet")
    made.add_paragraph("DP095 'B title'", style="List Number")
    told = made.add_paragraph("It was ")
    told.add_run("sent ").bold = True
    told.add_run("back").bold = True
    told.add_run(" on 27 May 2020.\tSo\nit is.")
    made.add_paragraph().add_run("Wholly bold").bold = True
    made.add_paragraph("An opinion.", style="Intense Quote")
    made.add_paragraph("## no heading")
    assert lines(made) == [
        "# Change Status Report – June 2020",
        "## 1. Summary",
        "### Decisions",
        "- DP094 'A title'",
        "- DP095 'B title'",
        "It was **sent back** on 27 May 2020. So it is.",
        "Wholly bold",
        "> An opinion.",
        "\\## no heading",
    ]


def test_sections_may_have_headings_of_the_second_level() -> None:
    made = document()
    made.add_heading("Change Status Report – June 2020", 1)
    made.add_heading("Summary", 2)
    made.add_heading("Decisions", 3)
    assert lines(made) == ["# Change Status Report – June 2020", "## Summary", "### Decisions"]


def test_a_table_with_merged_cells_reads_row_by_row() -> None:
    made = document()
    made.add_heading("3. Refine", 1)
    made.add_heading("DCC Assessment timescales", 2)
    cells = [
        ("Assessments completed in the last 12 months", "", "", "", ""),
        ("Modification", "Type", "Returned", "Target duration", "Actual duration"),
        ("SECMP0067", "PA", "5 Jun 19", "25 WD", "24 WD"),
        ("", "IA", "12 Mar 20", "40 WD", "17 WD"),
    ]
    table = made.add_table(len(cells), 5)
    for row, told in enumerate(cells):
        for column, text in enumerate(told):
            table.cell(row, column).text = text
    merged(table, (0, 0), (0, 4))
    merged(table, (2, 0), (3, 0))
    reading = read(paper_text(saved(made)))
    assert not reading.not_understood
    rows = said(reading, "assessment_completed")
    assert [(row["label"], row["kind"], row["returned_on"], row["duration_wd"]) for row in rows] == [
        ("SECMP0067", "PA", "2019-06-05", 24),
        ("SECMP0067", "IA", "2020-03-12", 17),
    ]


def test_the_head_may_be_a_table_of_fields() -> None:
    made = document()
    table = made.add_table(2, 2)
    for row, told in enumerate((("Paper Reference:", "SECP_81_1906_12"), ("Action:", "For Decision"))):
        table.cell(row, 0).text, table.cell(row, 1).text = told
    made.add_heading("2. Define", 1)
    reading = read(paper_text(saved(made)))
    assert said(reading, "paper_reference") == [{"ref": "SECP_81_1906_12"}]
    assert said(reading, "action") == [{"text": "For Decision"}]


TRACKED = (
    '<w:r><w:t xml:space="preserve">The Change Board voted on </w:t></w:r>'
    '<w:del w:id="1" w:author="x"><w:r><w:delText>one</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="x"><w:r><w:t>two</w:t></w:r></w:ins>'
    '<w:r><w:t xml:space="preserve"> modifications on 27 May 2020:</w:t></w:r>'
)


def test_tracked_changes_are_read_as_accepted_and_told_with_their_place() -> None:
    made = document()
    made.add_heading("4. Opine", 1)
    made.add_heading("Change Board votes", 2)
    add(made, xml(TRACKED))
    made.add_paragraph("MP080 'Managing DUIS uplifts' was approved under Self-Governance.", style="List Bullet")
    reading = read(paper_text(saved(made)))
    assert [vote["label"] for vote in said(reading, "voted")] == ["MP080"]
    assert [line.text for line in reading.not_understood] == [
        "| Tracked change, neither accepted nor rejected: deleted | "
        "beside “The Change Board voted on two modifications on 27 May 2020:” | one |",
        "| Tracked change, neither accepted nor rejected: inserted | "
        "beside “The Change Board voted on two modifications on 27 May 2020:” | two |",
    ]


NOTES = f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>As amended.</w:t></w:r></w:p></w:footnote></w:footnotes>'


def test_a_footnote_is_no_part_of_the_problem_and_is_not_lost() -> None:
    made = document()
    made.add_heading("2. Define", 1)
    made.add_heading("New Draft Proposals", 2)
    made.add_heading("DP125", 3)
    made.add_paragraph("DP125 'Correcting the ESME variant' was raised by John Noad from Npower on 7 May 2020.")
    add(made, xml('<w:r><w:t>A gaining Supplier is unable.</w:t><w:footnoteReference w:id="1"/></w:r>'))
    files = parts(saved(made))
    relation = (
        b'<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'footnotes" Target="footnotes.xml"/></Relationships>'
    )
    kind = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>'
    )
    files["word/footnotes.xml"] = NOTES.encode()
    name = "word/_rels/document.xml.rels"
    files[name] = files[name].replace(b"</Relationships>", relation)
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", kind)
    reading = read(paper_text(packed(files)))
    assert said(reading, "problem") == [{"text": "A gaining Supplier is unable."}]
    (line,) = reading.not_understood
    assert line.text == "| Footnote | beside “A gaining Supplier is unable.” | As amended. |"


def test_what_nobody_sees_is_not_read_and_what_stands_in_a_box_is_told() -> None:
    made = document()
    made.add_heading("1. Summary", 1)
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Draft</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    add(made, xml(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>Seen.</w:t></w:r>{box}"))
    assert lines(made) == ["## 1. Summary", "Seen.", "| Text box | beside “Seen.” | Draft |"]


def test_links_lead_where_a_papers_links_may_lead() -> None:
    made = document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    inside = "".join(
        f"<w:hyperlink {target}>{run.format(words)}</w:hyperlink>"
        for target, words in (
            ('w:anchor="dp125"', "DP125 'A'"),
            ('w:anchor="_top"', "top"),
            ("", "none"),
            ('w:anchor="x"', "[a]"),
        )
    )
    add(made, xml(inside))
    outside = made.add_paragraph()
    for address in ("https://example.org/a", "javascript:alert(1)"):
        relation = made.part.relate_to(address, "http://x/hyperlink", is_external=True)
        link = parse_xml(f"<w:hyperlink {W}>{run.format('here')}</w:hyperlink>")
        link.set(qn("r:id"), relation)
        outside._p.append(link)
    assert lines(made) == ["[DP125 'A'](#dp125)[top](#)[none](#)[a]", "[here](https://example.org/a)[here](#)"]
