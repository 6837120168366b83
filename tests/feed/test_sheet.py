"""A sheet is read as strictly as it is written: what can be meant in one way only is taken."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from services.ingest.feed.dropped import rows_in
from services.ingest.feed.safe_csv import safe_csv
from shared.feed.reasons import Refused
from shared.feed.sheet import PAPERS, Line, csv_lines

OURS = "modification_ref,assessment_type,state,accepted_on,target_wd\r\n"
PAPER = ",".join(PAPERS) + "\n"


def told(text: str | bytes) -> list[Mapping[str, Any] | str]:
    """What each row tells, or why it does not."""
    rows = rows_in(text if isinstance(text, bytes) else text.encode())
    assert not isinstance(rows, Refused), rows
    return [row.told.code if isinstance(row.told, Refused) else row.told for row in rows]


def test_our_own_headings_stand_in_any_order() -> None:
    assert told("state,modification_ref,assessment_type\naccepted,MP106,PA\n") == [
        {"state": "accepted", "modification_ref": "MP106", "assessment_type": "PA"}
    ]


def test_the_papers_headings_and_days_are_understood() -> None:
    assert told(PAPER + "MP122,PA,,28 May 20,15 WD,10\n") == [
        {
            "modification_ref": "MP122",
            "assessment_type": "PA",
            "returned_on": "2020-05-28",
            "target_wd": 15,
            "dcc_reported_wd": 10,
            "state": "returned",
        }
    ]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("03/04/20", "date-ambiguous"),
        ("13/04/2020", "date-ambiguous"),
        ("3.4.20", "date-ambiguous"),
        ("2020-02-30", "date-impossible"),
        ("soon", "schema-invalid"),
        ("6 Feb 20", "schema-invalid"),
    ],
)
def test_a_day_that_is_not_told_plainly_sets_its_row_aside_and_no_other(day: str, why: str) -> None:
    rows = told(f"{OURS}MP106,PA,accepted,{day},15\r\nMP107,PA,accepted,2020-04-20,15\r\n")
    assert (rows[0], isinstance(rows[1], dict)) == (why, True)


def test_a_mark_of_utf_8_is_passed_over_and_another_encoding_is_refused() -> None:
    whole = f"{OURS}MP106,PA,accepted,2020-03-26,15\r\n"
    assert told(whole.encode("utf-8-sig")) == told(whole)
    for encoding in ("utf-16", "utf-16-le"):
        assert getattr(rows_in(whole.encode(encoding)), "code", None) == "encoding"
    assert getattr(rows_in(b"\xe9" + whole.encode()), "code", None) == "encoding"


@pytest.mark.parametrize(
    "headings",
    [
        "Modification,Assessment type,Accepted,Returned,Target WD",
        "modification_ref,assessment_type",
        "modification_ref,assessment_type,state,state",
        "modification_ref,assessment_type,state,colour",
        "",
    ],
)
def test_other_headings_are_refused_with_those_that_are_expected(headings: str) -> None:
    refused = rows_in(f"{headings}\nMP106\n".encode())
    assert isinstance(refused, Refused) and refused.code == "schema-invalid"


def test_a_lone_quotation_mark_spoils_its_own_line_only() -> None:
    rows = told(
        f'{OURS}MP1"06,PA,accepted,,15\r\nMP107,PA,accepted,,15\r\n"MP108,PA,accepted,,\r\nMP109,IA,accepted,,9\r\n'
    )
    assert [row if isinstance(row, str) else row["modification_ref"] for row in rows] == [
        "schema-invalid",
        "MP107",
        "schema-invalid",
        "MP109",
    ]


def test_too_few_and_too_many_cells_set_a_row_aside() -> None:
    assert told(f"{OURS}MP106,PA\r\nMP106,PA,accepted,,15,\r\n") == ["schema-invalid"] * 2


def test_a_line_is_counted_where_it_begins() -> None:
    lines = csv_lines(b'a,"b\r\nc"\r\n\r\nd,e\n')
    assert lines == (Line(1, ("a", "b\r\nc")), Line(4, ("d", "e")))


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2)))
def test_whatever_is_written_by_the_rules_is_read_back(rows: list[list[str]]) -> None:
    written = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    read = csv_lines(written.encode())
    assert not isinstance(read, Refused)
    filled = [row for row in rows if any(map(str.strip, row))]
    assert [list(line.cells) for line in read if not isinstance(line.cells, Refused)] == filled


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_says_what_the_same_csv_says() -> None:
    row = ("MP122", "PA", None, date(2020, 5, 28), 15, "10 WD")
    assert told(workbook(PAPERS, row)) == told(PAPER + "MP122,PA,,28 May 20,15 WD,10 WD\n")


def test_a_workbook_that_is_none_is_refused() -> None:
    for raw in (b"PK\x03\x04", workbook(PAPERS)[:-200]):
        assert getattr(rows_in(raw), "code", None) == "schema-invalid"


def test_what_is_written_back_runs_nothing() -> None:
    assert safe_csv(("a",), [("=1+1",), ("-2",), (-2,), ("@x",)]).decode("utf-8-sig").split("\r\n") == [
        *("a", "'=1+1", "'-2", "-2", "'@x", "")
    ]
