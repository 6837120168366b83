"""Sheets as files: what was written is read again; nothing in a cell is a formula, and no stranger's file does harm."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from services.ingest.sheet_files import Form, NotASheet, form_of, rows_of, table, written
from services.ingest.sheets.columns import columns_of
from services.ingest.sheets.outcomes import OUTCOMES
from services.ingest.sheets.template import Template

NASTY = ["=1+1", "@cmd", "+44", "-1", "\t=x"]


def sheet(*rows: dict[str, str]) -> Template:
    return Template(columns_of("change_board", tuple(OUTCOMES["change_board"])), rows)


def workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_written_is_read_again(form: Form) -> None:
    (row,) = rows_of(written(sheet({"ref": "MP127", "title": "A, “B”", "outcome": "approve"}), form), form)
    told = {head: text for head, text in row.cells.items() if text}
    assert (row.number, told) == (2, {"Ref": "MP127", "Title": "A, “B”", "Outcome": "approve"})


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("text", NASTY)
def test_no_text_begins_a_formula_where_the_file_is_opened(form: Form, text: str) -> None:
    data = written(sheet({"ref": "MP127", "title": text}), form)
    if form == "xlsx":
        cell = load_workbook(io.BytesIO(data)).worksheets[0]["B2"]
        assert (cell.data_type, str(cell.value)[:1]) == ("s", "'")
    else:
        assert f"'{text}" in data.decode("utf-8-sig")
    assert rows_of(data, form)[0].cells["Title"] == text


def test_outcomes_are_chosen_from_their_words_and_votes_are_whole_numbers() -> None:
    page = load_workbook(io.BytesIO(written(sheet({"ref": "MP127"}), "xlsx"))).worksheets[0]
    checks = {str(each.sqref).split(":")[0]: each for each in page.data_validations.dataValidation}
    outcome, votes = checks["E2"], checks["H2"]
    assert outcome.formula1 == '"approve,reject,deferred,impact assessment requested"'
    assert (page["H1"].value, votes.type, votes.formula1) == ("Large Suppliers for", "whole", "0")


def test_cells_are_text_numbers_days_or_cannot_be_read() -> None:
    heads: list[object] = ["Ref", "Outcome", "Until", "Reason", "Networks for"]
    data = workbook(heads, [], ["MP127", "=1+1", date(2020, 8, 26), None, 3.0])
    (row,) = rows_of(data, "xlsx")
    assert row.number == 3
    assert row.cells == {"Ref": "MP127", "Outcome": "", "Until": "2020-08-26", "Reason": "", "Networks for": "3"}
    assert row.bad == {"Outcome": "it holds a formula: expected a value"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_country_is_read(delimiter: str) -> None:
    text = f"Ref{delimiter}Outcome\r\nDP125{delimiter}ready\r\n{delimiter}\r\n"
    assert [row.cells for row in rows_of(text.encode("utf-8-sig"), "csv")] == [{"Ref": "DP125", "Outcome": "ready"}]


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "form", "says"),
    [
        (b"", "csv", "it is empty"),
        (b"Ref,Title\n", "csv", "headings Ref and Outcome"),
        (b"Ref,Ref,Outcome\n", "csv", "two columns have the heading 'Ref'"),
        (b"Ref,Outcome\n\xff", "csv", "not UTF-8"),
        (b'Ref,Outcome\n"open', "csv", "no CSV"),
        (b"Ref,Outcome\n" + b"a,b\n" * 3_000, "csv", "more than 2,000 rows"),
        (b"x" * 5_000_001, "csv", "larger than"),
        (b"no zip", "xlsx", "no XLSX"),
        (b"PK\x03\x04", "xlsx", "no XLSX"),
        (packed(a=b"x"), "xlsx", "no XLSX"),
        (packed(a=b"0" * 50_000_001), "xlsx", "unpacked it is larger"),
        (packed(a=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'), "xlsx", "document type"),
        (workbook(["Ref"]), "xlsx", "headings Ref and Outcome"),
    ],
)
def test_what_is_no_sheet_is_told(data: bytes, form: Form, says: str) -> None:
    with pytest.raises(NotASheet, match=says):
        rows_of(data, form)


def test_the_form_is_that_of_the_name() -> None:
    assert (form_of("a.XLSX"), form_of("b.csv")) == ("xlsx", "csv")
    with pytest.raises(NotASheet, match=r"ends with \.xlsx or \.csv"):
        form_of("outcomes.ods")


def test_any_table_can_be_written() -> None:
    assert table("T", ("Row", "Says"), [("2", "=x")], "csv").decode("utf-8-sig") == "Row,Says\r\n2,'=x\r\n"
