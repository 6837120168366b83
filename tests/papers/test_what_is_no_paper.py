"""What is no Change Status Report is refused with the line and the reason, at once."""

import pytest

from services.ingest.papers import JUNE_2020, bundled, references
from shared.papers.checks import check
from shared.papers.decode import LIMIT_BYTES, NotAPaper, text_of
from shared.papers.grammar import LED_BY_THAT
from shared.papers.read import read
from tests.papers.june import text, with_change


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"1. Summary\n\nCaf\xe9", "line 3: not UTF-8: byte 0xe9 at offset 15; save the file as UTF-8"),
        (b"1. Summary\n\0", "line 2: holds a NUL character; this is no text"),
        (b"%PDF-1.7\n%\x80", "a PDF, of which no words are read; give the paper as Markdown text or as Word (.docx)"),
        (b" \n\n", "empty; expected the Markdown text of a Change Status Report"),
        (b"x" * (LIMIT_BYTES + 1), "larger than 1,000,000 bytes; a Change Status Report has about 16,000"),
        (b"a\n" * 10_000, "more than 10,000 lines; a Change Status Report has about 300"),
        (b"a\n" + b"[" * 20_001, "line 2: the line has 20,001 characters; expected 20,000 at most"),
    ],
    ids=["not UTF-8", "NUL", "a PDF", "empty", "too large", "too many lines", "a line too long"],
)
def test_bytes_that_are_no_text_of_a_paper_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(NotAPaper) as refusal:
        text_of(data)
    assert str(refusal.value) == message


def test_a_text_without_any_section_of_a_paper_is_refused() -> None:
    with pytest.raises(NotAPaper, match=r"no Change Status Report: expected headings such as '1\. Summary'"):
        read("Dear Panel,\n\nplease find the report attached.\n")


def test_a_byte_order_mark_and_the_line_ends_of_other_systems_are_no_part_of_the_text() -> None:
    assert text_of(b"\xef\xbb\xbf1. Summary\r\n2. Define\rx") == "1. Summary\n2. Define\nx"


def why_not(paper: str) -> list[tuple[int, str]]:
    return [(line.line, line.why) for line in read(paper).not_understood]


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (("held on 3 June", "held on 31 June"), 170, "'31 June 2020' is not a day: June 2020 has 30 days"),
        (
            ("26 May 20\t15 WD\t1 WD", "31 Jun 20\t15 WD\t1 WD"),
            215,
            "the column 'Accepted': '31 Jun 20' is not a day: June 2020 has 30 days",
        ),
        (
            ("26 May 20\t15 WD\t1 WD", "26 May 20\t15 WD"),
            215,
            "the column 'Current duration' is missing; found MP109 | PA | 26 May 20 | 15 WD",
        ),
        (
            ("MP109\tPA\t26 May 20\t15 WD", "MP109\tPA\t\t15 WD"),
            215,
            "the column 'Accepted' is missing; found MP109 | PA |  | 15 WD | 1 WD",
        ),
        (("MP109\tPA", "MP109\tQA"), 215, "the column 'Type' holds 'QA'; expected PA or IA"),
        (
            ("15 WD\t1 WD", "15 WD\tone WD"),
            215,
            "the column 'Current duration' holds 'one WD'; expected Working Days, such as 15 WD",
        ),
        (("Friday 22 May", "Thursday 22 May"), 121, "'Thursday 22 May': 22 May 2020 is a Friday"),
        (("4. Opine", "5. Opine"), 238, "Opine has the number 5; expected 4"),
        (
            ("Authority decisions", "Authority verdicts"),
            262,
            "no reader knows the heading 'Authority verdicts'",
        ),
        (
            ("DP126\n", "DP162\n"),
            83,
            "the heading says DP162; the sentence below it raises DP126",
        ),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_a_line_that_cannot_be_told_its_reason_and_the_rest_is_read(
    change: tuple[str, str], line: int, reason: str
) -> None:
    told = [(line, why) for line, why in why_not(with_change(change)) if why != LED_BY_THAT]
    assert told == [(line, reason)]


def test_a_list_below_a_sentence_that_was_not_understood_is_told_line_by_line() -> None:
    lines = why_not(with_change(("held on 3 June", "held on 31 June")))
    assert lines[1:] == [(line, LED_BY_THAT) for line in range(172, 178)]


def test_a_table_without_one_of_its_columns_is_told_by_the_column() -> None:
    paper = with_change(("Modification\tType\tAccepted\t", "Modification\tType\t"))
    assert why_not(paper)[0] == (
        206,
        "the table's column 'Accepted' is missing; found Modification, Type, Target duration, Current duration",
    )
    assert [line for line, _ in why_not(paper)] == list(range(206, 216))


@pytest.mark.parametrize("nested", ["[" * 19_000, "(" * 19_000, "> " * 9_000, "- " * 9_000, "|" * 19_000, "**" * 9_000])
def test_deep_nesting_is_just_a_line(nested: str) -> None:
    assert len(check(read(f"{text()}\n\n{nested}\n"))) >= 17


def test_the_june_2020_paper_comes_with_the_package() -> None:
    assert references() == ("SECP_81_1906_12",)
    assert bundled(JUNE_2020).startswith(b"\n\nThis document is classified as **White**")
    assert len(bundled(JUNE_2020)) == 16171
    with pytest.raises(LookupError, match="no paper 'SECP_82' comes with secchange; there are: SECP_81_1906_12"):
        bundled("SECP_82")
