"""The outcomes of a meeting by a sheet: a template is given, each row is answered, and the same again adds nothing."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from services.cli.system import System
from tests.cli.at_hand import secchange_on
from tests.given import words

pytestmark = pytest.mark.integration

PARTY = "proposer.name=N proposer.party_category=large_supplier"
DRAFTS = f"""
2020-05-07  DP125  RaiseProposal  label=DP125 title="=Correcting the variant" {PARTY}
2020-05-11  DP127  RaiseProposal  label=DP127 title=Screening {PARTY}
2020-05-21  DP132  RaiseProposal  label=DP132 title=References {PARTY}
"""
READY = """
2020-05-26  DP125  DetermineReadiness  outcome=ready mode=meeting
2020-05-26  DP127  DetermineReadiness  outcome=ready mode=meeting
"""
CALLED = """
2020-06-12  meeting/panel/2020-06-19  ScheduleMeeting
2020-06-12  meeting/panel/2020-06-19  PublishAgenda  items='[{"stream":"125","purpose":"refinement"},{"stream":"127","purpose":"report_phase"}]'
"""  # noqa: E501
WITH_THE_BOARD = """
2020-06-19  MP127  ConvertProposal  route=report_phase
2020-06-19  MP127  DeterminePath  path=self_governance by=panel
2020-06-19  MP127  SubmitModificationReport
2020-06-19  MP127  ApproveReportPhase
2020-06-22  MP127  OpenConsultation  type=modification_report closes_on=2020-07-10
2020-07-10  MP127  CloseConsultation  type=modification_report
2020-06-19  MP125  ConvertProposal  route=refinement
"""


def given(system: System, text: str) -> None:
    commands = [words(line) for line in text.splitlines() if line]
    lines = [json.dumps({"command": name, **told, "evidence": "minutes"}) for name, told in commands]
    ran = secchange_on(system, "command", "--bulk", "-", "--all", stdin="\n".join(lines).encode())
    assert ran.code == 0, ran.err


def filled(path: Path, **outcomes: dict[str, str]) -> None:
    """Writes into the XLSX at `path`, row by row, as a person would: by the reference and the heading."""
    book = load_workbook(path)
    page = book.worksheets[0]
    columns = {str(cell.value): cell.column or 0 for cell in page[1]}
    for row in page.iter_rows(min_row=2):
        for heading, text in outcomes.get(str(row[0].value), {}).items():
            page.cell(row[0].row or 0, columns[heading], text)
    book.save(path)


def entered(system: System, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    ran = secchange_on(system, "meeting", "enter", *arguments, "--json")
    return ran.code, json.loads(ran.out), ran.err


def became(told: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(answer["ref"], answer["became"]) for answer in told]


def test_a_panel_meeting_goes_from_its_agenda_to_its_decisions(system: System, tmp_path: Path) -> None:
    given(system, DRAFTS + READY + CALLED)
    sheet = tmp_path / "outcomes.xlsx"
    ran = secchange_on(system, "meeting", "sheet", "panel", "2020-06-19", "--out", str(sheet))
    assert (ran.code, "2 modifications" in ran.out) == (0, True)
    page = load_workbook(sheet).worksheets[0]
    rows = [[cell.value for cell in row[:6]] for row in page.iter_rows(min_row=2)]
    assert rows == [
        ["DP125", "'=Correcting the variant", "ready for panel", "refinement", None, "refinement"],
        ["DP127", "Screening", "ready for panel", "report phase", None, "report phase"],
    ]
    filled(sheet, DP125={"Outcome": "converted"}, DP127={"Outcome": "converted", "Path": "self governance"})
    dry_code, dry, _ = entered(system, "panel", "2020-06-19", str(sheet), "--dry-run")
    head = system.log.head()
    assert (dry_code, {answer["became"] for answer in dry}) == (0, {"would be recorded"})

    code, told, _ = entered(system, "panel", "2020-06-19", str(sheet), "--evidence", "SECP_81 minutes")
    assert code == 0
    assert became(told) == [
        *[("meeting/panel/2020-06-19", "recorded"), ("DP125", "recorded"), ("DP127", "recorded")],
    ]
    assert system.log.head() == head + 4
    shown = json.loads(secchange_on(system, "register", "show", "DP127", "--trail", "--json").out)
    assert (shown["ref"], shown["state"], shown["path"]) == ("MP127", "ready_for_report", "self_governance")
    assert shown["trail"][-1]["source"]["ref"] == "SECP_81 minutes"
    answers = load_workbook(tmp_path / "outcomes.answers.xlsx").worksheets[0]
    assert [cell.value for cell in answers[3]] == ["2", "DP125", "converted", "recorded", "125#3"]

    code, again, _ = entered(system, "panel", "2020-06-19", str(sheet), "--evidence", "SECP_81 minutes")
    assert (code, {answer["became"] for answer in again}) == (0, {"recorded before"})
    assert system.log.head() == head + 4


def test_each_row_is_answered_and_the_bad_ones_leave_nothing(system: System, tmp_path: Path) -> None:
    given(system, DRAFTS)
    sheet = tmp_path / "csc.csv"
    sheet.write_text(
        "Ref;Outcome;Reason;Evidence\n"
        "DP125;ready;;CSC minutes\n"
        "DP127;fine;;\n"
        ";ready;;\n"
        "DP999;ready;;\n"
        "DP132;;;\n"
        "DP127;;a reason without an outcome;\n"
        "DP127;'=ready;;\n"
        "DP132;not ready;;\n"
    )
    code, told, err = entered(system, "csc", "2020-05-26", str(sheet))
    assert code == 3
    assert [(answer["row"], answer["became"], answer["column"]) for answer in told] == [
        *[(0, "recorded", None), (2, "recorded", None), (3, "unreadable", "Outcome"), (4, "unreadable", "Ref")],
        *[(5, "refused", None), (6, "blank", None), (7, "unreadable", "Outcome"), (8, "unreadable", "Outcome")],
        (9, "recorded", None),
    ]
    assert "not_allowed_now" in told[4]["says"]
    assert [fact.id for fact in system.log.read(3, 10)] == ["meeting/csc/2020-05-26#1", "125#2", "132#2"]
    (held,) = system.log.history("meeting/csc/2020-05-26")
    assert getattr(held.fact, "considered") == ("125", "127", "132")  # noqa: B009
    beside = list(csv.reader(io.StringIO((tmp_path / "csc.answers.csv").read_text("utf-8-sig"))))
    assert beside[3][:4] == ["3", "DP127", "fine", "unreadable"]
    assert "csc.answers.csv" in err


def test_votes_are_entered_by_category_and_the_rest_is_refused_as_a_whole(system: System, tmp_path: Path) -> None:
    given(system, DRAFTS + READY + WITH_THE_BOARD)
    sheet = tmp_path / "board.xlsx"
    secchange_on(system, "meeting", "sheet", "change-board", "2020-07-22", "--out", str(sheet))
    votes = {"Large Suppliers for": "9", "Networks for": "2", "Consumer against": "1"}
    vote = {"Outcome": "approve", **votes, "Release": "2020-11"}
    filled(sheet, MP127=vote)
    code, told, _ = entered(system, "change_board", "2020-07-22", str(sheet))
    assert (code, told[1]["became"]) == (3, "refused")
    assert "release 2020-11 is not planned" in told[1]["says"]
    assert system.log.history("127")[-1].entry.type == "ConsultationClosed"

    given(system, "2020-07-01  release/2020-11  PlanRelease  planned_on=2020-11-05\n")
    code, told, _ = entered(system, "change_board", "2020-07-22", str(sheet))
    assert (code, told[0]["became"], told[1]["became"]) == (0, "recorded before", "recorded")
    assert [fact.entry.type for fact in system.log.history("127")[-2:]] == ["ChangeBoardVoted", "ReleaseAssigned"]
    shown = json.loads(secchange_on(system, "register", "show", "MP127", "--json").out)
    assert (shown["state"], shown["decision"]["outcome"]) == ("awaiting_implementation", "approved")


def test_a_vote_is_deferred_an_assessment_asked_for_and_a_discussion_recorded(system: System, tmp_path: Path) -> None:
    given(system, DRAFTS + READY + WITH_THE_BOARD)
    board, group = tmp_path / "board.csv", tmp_path / "group.csv"
    board.write_text(
        "Ref,Outcome,Reason,Until\nMP127,deferred,more to be said,2020-08-26\nMP125,impact assessment requested,,\n"
    )
    group.write_text("Ref,Outcome\nMP125,discussed\n")
    for _ in range(2):
        assert entered(system, "change_board", "2020-07-22", str(board), "--ad-hoc")[0] == 0
        assert entered(system, "working_group", "2020-07-01", str(group))[0] == 0
    told = [fact.entry.type for stream in ("127", "125") for fact in system.log.history(stream)[-2:]]
    assert told == ["ConsultationClosed", "ChangeBoardDeferred", "AssessmentRequested", "WorkingGroupDiscussed"]
    (held,) = system.log.history("meeting/change_board/2020-07-22")
    assert getattr(held.fact, "ad_hoc") is True  # noqa: B009


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("enter", "parliament", "2020-06-19", "x.csv"), 2, "'parliament' is no body"),
        (("enter", "panel", "19 June", "x.csv"), 2, "expected YYYY-MM-DD"),
        (("enter", "panel", "2020-06-19", "x.ods"), 2, "ends with .xlsx or .csv"),
        (("enter", "panel", "2020-06-19", "none.csv"), 1, "cannot be read"),
        (("sheet", "panel", "2020-06-19", "--out", "x.txt"), 2, "ends with .xlsx or .csv"),
    ],
)
def test_wrong_usage_is_one_sentence(system: System, arguments: tuple[str, ...], code: int, says: str) -> None:
    ran = secchange_on(system, "meeting", *arguments)
    assert (ran.code, ran.out, says in ran.err, len(ran.err.splitlines())) == (code, "", True, 1)


def test_a_file_that_is_no_sheet_is_named(system: System, tmp_path: Path) -> None:
    file = tmp_path / "outcomes.xlsx"
    file.write_bytes(b"PK nothing")
    ran = secchange_on(system, "meeting", "enter", "panel", "2020-06-19", str(file))
    assert (ran.code, ran.err) == (1, f"secchange: {file}: it is no XLSX or DOCX that can be read (BadZipFile)\n")
