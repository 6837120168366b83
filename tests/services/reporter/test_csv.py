"""The tables as CSV, as Python's own reader reads them: days in ISO, and nothing that a spreadsheet would run."""

import csv as standard
import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporter.data import DataRow, DataTable
from services.reporter.render.csv import csv, csv_files
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING

FILES = [
    *("cover", "modifications", "stages", "assessments_open", "assessments_completed", "decisions", "releases"),
    *("revisions", "notes", "figures"),
]


@cache
def zipped() -> bytes:
    return csv(june())


def read(data: bytes) -> list[list[str]]:
    return list(standard.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def rows(name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        heads, *others = read(archive.read(f"{name}.csv"))
    return [dict(zip(heads, row, strict=True)) for row in others]


def test_one_file_a_table_in_one_zip_without_days() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        assert archive.namelist() == [f"{name}.csv" for name in FILES]
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(name) for name in archive.namelist()} == csv_files(june())


def test_every_row_of_the_assessments_of_june_2020() -> None:
    printed = [
        (row["Modification"], row["Type"], row["Accepted"], row["Target duration (WD)"], row["Current duration (WD)"])
        for row in rows("assessments_open")
    ]
    assert printed == [
        ("SECMP0007", "IA", "2020-02-06", "40", "82"),
        ("SECMP0056", "IA", "2019-07-02", "40", "239"),
        ("SECMP0066", "PA", "2019-06-13", "15", "252"),
        ("MP078", "PA", "2020-04-17", "15", "31"),
        ("MP092", "PA", "2019-12-02", "15", "130"),
        ("MP099", "IA", "2020-05-05", "40", "19"),
        ("MP106", "PA", "2020-03-26", "15", "34"),
        ("MP107", "PA", "2020-04-20", "15", "21"),
        ("MP109", "PA", "2020-05-26", "15", "1"),
    ]
    returned = [
        (row["Modification"], row["Returned"], row["Actual duration (WD)"]) for row in rows("assessments_completed")
    ]
    assert returned == [
        ("SECMP0015", "2020-04-30", "266"), ("SECMP0024", "2020-02-21", "193"), ("SECMP0046", "2019-09-09", "31"),
        ("SECMP0053", "2019-09-20", "35"), ("SECMP0062", "2019-07-04", "77"), ("SECMP0063", "2019-08-01", "18"),
        ("SECMP0067", "2019-06-05", "24"), ("SECMP0067", "2020-03-12", "17"), ("MP077", "2019-12-31", "40"),
        ("MP078", "2019-12-31", "66"), ("MP080", "2020-01-17", "41"), ("MP090", "2020-02-11", "58"),
        ("MP090", "2020-04-15", "17"), ("MP093", "2020-01-21", "37"), ("MP093", "2020-03-06", "2"),
        ("MP099", "2020-03-17", "27"), ("MP105", "2020-05-04", "15"), ("MP122", "2020-05-28", "10"),
    ]  # fmt: skip


def test_every_decision_of_june_2020_that_the_paper_tells() -> None:
    told = [(row["Decided"], row["Modification"], row["Body"], row["Decision"]) for row in rows("decisions")]
    board_and_authority = [each for each in told if each[2] in ("Change Board", "Authority")]
    assert sorted(board_and_authority) == [
        ("2020-05-22", "MP130", "Change Board", "recommended to approve"),
        ("2020-05-26", "MP130", "Authority", "approved"),
        ("2020-05-27", "MP080", "Change Board", "approved"),
        ("2020-05-27", "MP084", "Authority", "rejected"),
        ("2020-05-27", "MP115", "Change Board", "approved"),
        ("2020-05-27", "SECMP0067", "Authority", "sent back"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=x", "\r=x", "\n=x"])
def test_a_text_that_would_begin_a_formula_has_an_apostrophe(text: str) -> None:
    assert written(text, -1) == ["'" + text, "-1"]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_any_other_text_is_as_it_is(text: str) -> None:
    guarded = f"'{text}" if text[:1] in ("=", "+", "-", "@") and text else text
    assert written(text, 7)[0] == guarded.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def written(text: str, number: int) -> list[str]:
    table = DataTable("modifications", "Modifications", ("Title", "Number"), (DataRow((text, number)),))
    return read(csv_files(replace(paper(NOTHING), tables=(table,)))["modifications.csv"])[1]
