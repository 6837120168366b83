"""The workbook, as another program reads it: the tabs, days as days, numbers as numbers, texts as texts only."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from services.reporter.data import DataRow, DataTable, Value
from services.reporter.render.xlsx import xlsx
from services.reporter.report import Issue, Report
from shared.domain.facts import FigureChange
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, ONE

TABS = [
    *("Cover", "Modifications", "Stages", "Assessments open", "Assessments completed", "Decisions", "Releases"),
    *("Revisions", "Notes", "Figures"),
]


@cache
def book() -> Workbook:
    return load_workbook(io.BytesIO(xlsx(june())))


def rows(opened: Workbook, tab: str) -> list[dict[str, Any]]:
    heads, *others = opened[tab].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), map(as_day, row), strict=True)) for row in others]


def as_day(value: object) -> object:
    """A cell that is formatted as a day comes as a datetime; a text or a number never does."""
    return value.date() if isinstance(value, datetime) else value


def only(tab: str, **wanted: object) -> dict[str, Any]:
    """The one row that has these values; `_` stands for a blank."""
    names = {name.replace("_", " "): value for name, value in wanted.items()}
    (found,) = [row for row in rows(book(), tab) if names.items() <= row.items()]
    return found


def test_the_tabs_in_their_order_each_with_one_table_and_its_columns_in_sight() -> None:
    assert book().sheetnames == TABS
    for tab in TABS:
        sheet = book()[tab]
        assert len(sheet.tables) == 1
        assert str(sheet.freeze_panes).endswith("2")
        (name,) = sheet.tables
        assert sheet.tables[name].ref.startswith("A1:")


def test_an_open_assessment_of_june_2020() -> None:
    row = only("Assessments open", Modification="SECMP0056")
    assert (row["Type"], row["Accepted"], row["Target duration (WD)"]) == ("IA", date(2019, 7, 2), 40)
    assert (row["Current duration (WD)"], row["Over target (WD)"]) == (239, 199)
    stated = only("Assessments open", Modification="MP106")
    assert (stated["Current duration (WD)"], stated["Counted from its days (WD)"]) == (34, 47)
    assert len(rows(book(), "Assessments open")) == 9


def test_completed_assessments_of_june_2020() -> None:
    row = only("Assessments completed", Modification="SECMP0067", Type="PA")
    assert (row["Returned"], row["Target duration (WD)"], row["Actual duration (WD)"]) == (date(2019, 6, 5), 25, 24)
    assert len(rows(book(), "Assessments completed")) == 18


def test_stages_decisions_releases_and_figures_of_june_2020() -> None:
    stages = {row["Stage"]: row["Proposals"] for row in rows(book(), "Stages")}
    assert stages == {"Define": 12, "Refine": 20, "Opine": 3, "Approved": 7}
    voted = only("Decisions", Modification="MP130", Body="Change Board")
    assert (voted["Decided"], voted["Decision"]) == (date(2020, 5, 22), "recommended to approve")
    decided = only("Decisions", Modification="SECMP0067", Body="Authority")
    assert (decided["Decided"], decided["Decision"]) == (date(2020, 5, 27), "sent back")
    late = only("Releases", Modification="MP114")
    assert (late["Release"], late["Date"], late["Implemented"]) == (
        "2020-06",
        date(2020, 5, 6),
        date(2020, 5, 7),
    )
    november = [row["Modification"] for row in rows(book(), "Releases") if row["Release"] == "2020-11"]
    assert november == ["SECMP0062", "MP080", "MP081", "MP093", "MP112", "MP115", "MP120"]
    figures = {row["Figure"]: row["Value"] for row in rows(book(), "Figures")}
    wanted = {
        "assessments.pa.open.mean_wd": 78,
        "assessments.pa.completed.mean_wd": 44,
        "assessments.ia.open.mean_wd": 113,
        "assessments.ia.completed.mean_wd": 79,
        "proposals.open.count": 60,
        "proposals.open.mean_wd": 279,
        "proposals.concluded.count": 23,
        "proposals.concluded.mean_wd": 115,
    }
    assert wanted.items() <= figures.items()


def test_modifications_of_june_2020() -> None:
    row = only("Modifications", Modification="DP125")
    assert (row["Title"], row["Stage"]) == ("Correcting the ESME variant", "define")
    assert (row["Raised"], row["Proposer"], row["Organisation"]) == (date(2020, 5, 7), "John Noad", "Npower")
    assert (row["Urgent"], row["Facts"]) == ("no", "125#1 125#2")
    parts = only("Modifications", Modification="SECMP0062")
    assert (parts["Stage"], parts["Releases"]) == ("part_implemented", "2020-06 part 1; 2020-11 part 2")
    assert only("Modifications", Modification="MP130")["Urgent"] == "yes"
    assert (
        len(rows(book(), "Modifications")) == len({row["Modification"] for row in rows(book(), "Modifications")}) > 40
    )


def test_the_cover_says_what_it_is_and_by_which_inputs_it_was_made() -> None:
    cover = {row["What"]: row["Value"] for row in rows(book(), "Cover")}
    assert (cover["Title"], cover["Paper Reference"]) == ("Change Status Report – June 2020", "SECP_81_1906_12")
    assert (cover["News to"], cover["Statistics to"]) == (date(2020, 6, 12), date(2020, 5, 31))
    assert isinstance(cover["Position in the log"], int)


def test_notes_name_the_rule_and_the_mend() -> None:
    row = only("Notes", Rule="agenda-was-found-ready")
    assert str(row["What was found"]).startswith("DP111 goes to the Panel")
    assert len(rows(book(), "Notes")) == len(june().findings)


def test_a_restated_paper_lists_its_revisions() -> None:
    change = FigureChange(
        figure="assessments.pa.open.mean_wd", before="78 WD", after="82 WD", kind="C", facts=("106#3", "107#3")
    )
    issue = Issue("SECP_81_1906_12", "R1", "x\n", (), (change,))
    opened = load_workbook(io.BytesIO(xlsx(replace(june(), issue=issue))))
    assert rows(opened, "Revisions") == [
        {
            "Figure": "assessments.pa.open.mean_wd",
            "Before": "78 WD",
            "After": "82 WD",
            "Kind": "C",
            "Facts": "106#3 107#3",
        }
    ]
    assert rows(book(), "Revisions")[0]["Figure"] == "None"


def test_charts_are_the_programs_own_and_have_words() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(june()))) as archive:
        charts = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        drawings = [
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing")
        ]
        assert len(charts) == len(drawings) == 2
        assert any("Define 12, Refine 20, Opine 3, Approved 7 proposals." in drawing for drawing in drawings)
        assert all('descr="' in drawing for drawing in drawings)
        assert "Stages!$B$2:$B$5" in archive.read(charts[0]).decode()


def test_it_says_nothing_of_the_machine() -> None:
    properties = book().properties
    assert (properties.title, properties.creator or "", properties.lastModifiedBy or "") == (
        "Change Status Report – June 2020", "", ""
    )  # fmt: skip
    assert as_day(properties.created) == as_day(properties.modified) == date(2020, 6, 12)
    with zipfile.ZipFile(io.BytesIO(xlsx(june()))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("facts", [NOTHING, ONE], ids=["nothing", "one"])
def test_a_month_with_little_in_it_opens(facts: str) -> None:
    assert load_workbook(io.BytesIO(xlsx(paper(facts)))).sheetnames == TABS


def with_value(value: Value) -> Report:
    table = DataTable("modifications", "Modifications", ("Modification", "Title"), (DataRow(("MP001", value)),))
    return replace(paper(NOTHING), tables=(table,), sections=(), figures={}, findings=())


def cell(value: Value) -> Any:
    return load_workbook(io.BytesIO(xlsx(with_value(value))))["Modifications"]["B2"]


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("x")', "+44", "-1", "@SUM(A1)", "{=1}", "https://example.org", "1e5", "TRUE", " x "]
)
def test_a_text_is_never_anything_else(text: str) -> None:
    assert (cell(text).data_type, cell(text).value, cell(text).hyperlink) == ("s", text, None)


def test_what_is_too_long_for_a_cell_says_that_it_was_cut_off() -> None:
    assert cell("a" * 32_767).value == "a" * 32_767
    for text in ("a" * 32_768, "\U0001f600" * 20_000):
        kept = str(cell(text).value)
        assert kept.endswith(" […]")
        assert text.startswith(kept.removesuffix(" […]"))
        assert 32_000 < len(kept.encode("utf-16-le")) // 2 <= 32_767


@settings(max_examples=20)
@example("\r \r\n")
@given(st.text(min_size=1, max_size=200))
def test_any_text_opens_as_itself_but_for_what_xml_cannot_hold(text: str) -> None:
    expected = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert cell(text).value == expected.replace("\r\n", "\n").replace("\r", "\n")


@given(st.dates(date(1900, 3, 1)) | st.integers(-(10**9), 10**9))
@settings(max_examples=15)
def test_days_and_numbers_are_themselves(value: Value) -> None:
    assert as_day(cell(value).value) == value


def test_a_day_that_spreadsheets_count_differently_is_a_text() -> None:
    assert (cell(date(1900, 3, 1)).is_date, cell(date(1900, 2, 28)).value) == (True, "1900-02-28")
