"""What a row of a meeting's sheet means: commands, or the cell that says what it cannot mean."""

from datetime import date

import pytest

from services.ingest.sheets.outcomes import OUTCOMES, Sitting, Unreadable, Wanted
from services.ingest.sheets.rows import SheetRow, asked_of, by_column, stream_of, wanted_of
from shared.domain.streams import Body
from shared.domain.vocabulary import Path
from shared.process.command import Giver

DAYS: dict[Body, date] = {
    "panel": date(2020, 6, 19),
    "csc": date(2020, 5, 26),
    "change_board": date(2020, 7, 22),
    "working_group": date(2020, 7, 1),
}


def wanted(body: Body, cells: dict[str, str], path: Path | None = None) -> tuple[Wanted, ...]:
    sitting = Sitting(body, DAYS[body])
    row = SheetRow(2, {"Ref": "MP127"} | cells, {})
    return wanted_of(by_column(row, sitting), sitting, path)


@pytest.mark.parametrize(
    ("body", "cells", "command", "fields"),
    [
        ("csc", {"Outcome": "Ready"}, "DetermineReadiness", {"outcome": "ready", "mode": "meeting"}),
        ("csc", {"Outcome": "NOT_READY "}, "DetermineReadiness", {"outcome": "not_ready", "mode": "meeting"}),
        ("csc", {"Outcome": "fast track recommended"}, "RecommendFastTrack", {}),
        ("panel", {"Outcome": "converted", "Route": "Report Phase"}, "ConvertProposal", {"route": "report_phase"}),
        ("panel", {"Outcome": "conversion refused", "Reason": "r"}, "RefuseConversion", {"reason": "r"}),
        ("panel", {"Outcome": "report phase approved"}, "ApproveReportPhase", {}),
        ("panel", {"Outcome": "report returned", "Reason": "r"}, "ReturnReport", {"reason": "r"}),
        ("panel", {"Outcome": "rework started", "Route": "refinement"}, "StartRework", {"route": "refinement"}),
        ("panel", {"Outcome": "urgency requested"}, "RequestUrgency", {"by": "panel"}),
        (
            *("change_board", {"Outcome": "deferred", "Reason": "r", "Until": "2020-08-26"}, "DeferVote"),
            {"reason": "r", "until_on": "2020-08-26"},
        ),
        (
            *("change_board", {"Outcome": "impact assessment requested"}, "RequestAssessment"),
            {"kind": "IA", "at_change_board_on": "2020-07-22"},
        ),
        (
            *("working_group", {"Outcome": "discussed"}, "RecordWorkingGroupDiscussion"),
            {"meeting_on": "2020-07-01"},
        ),
    ],
)
def test_an_outcome_is_a_command(body: Body, cells: dict[str, str], command: str, fields: dict[str, str]) -> None:
    assert wanted(body, cells) == (Wanted(command, fields),)


def test_a_conversion_with_another_path_determines_it() -> None:
    cells = {"Outcome": "converted", "Route": "refinement", "Path": "Path 3"}
    determined = Wanted("DeterminePath", {"path": "self_governance", "by": "panel"})
    assert wanted("panel", cells)[1:] == (determined,)
    assert wanted("panel", cells, "self_governance")[1:] == ()


def test_a_vote_decides_under_self_governance_and_recommends_on_the_other_paths() -> None:
    (decided,) = wanted("change_board", {"Outcome": "approve"}, "self_governance")
    assert decided.fields == {"basis": "self_governance", "result": "approve", "ad_hoc": False}
    (recommended,) = wanted("change_board", {"Outcome": "reject"}, "authority_determined")
    assert recommended.fields["basis"] == "recommendation"
    with pytest.raises(Unreadable, match="expected DeterminePath first"):
        wanted("change_board", {"Outcome": "approve"})


def test_votes_by_category_give_each_one_result() -> None:
    cells = {"Outcome": "approve", "Large Suppliers for": "9", "Large Suppliers against": "1", "Consumer against": "1"}
    (vote,) = wanted("change_board", cells, "self_governance")
    votes = {each["category"]: each for each in vote.fields["votes"]}
    assert votes["large_supplier"] == {
        **{"category": "large_supplier", "approve": 9, "reject": 1, "abstain": 0, "outcome": "approve"},
    }
    assert votes["consumer"]["outcome"] == "reject"
    assert votes["network"]["outcome"] == "no_vote"


def test_what_is_approved_for_a_release_is_assigned_to_it() -> None:
    cells = {"Outcome": "approve", "Release": "2020-11"}
    told = wanted("change_board", cells, "self_governance")
    assert [each.command for each in told] == ["RecordVote", "AssignRelease"]
    assert told[1].fields == {"release": "2020-11"}
    (vote,) = wanted("change_board", cells, "authority_led")
    assert vote.fields["release"] == "2020-11"


@pytest.mark.parametrize(
    ("body", "cells", "column", "says"),
    [
        ("csc", {"Outcome": "fine"}, "outcome", "found 'fine': expected one of ready, not ready"),
        ("panel", {"Outcome": "converted"}, "route", "expected refinement or report phase"),
        ("panel", {"Outcome": "converted", "Route": "home"}, "route", "found 'home': expected one of"),
        ("panel", {"Outcome": "report returned"}, "reason", "it is blank: expected why"),
        ("panel", {"Outcome": "path determined"}, "path", "it is blank"),
        ("change_board", {"Outcome": "approve", "Networks for": "two"}, "network.approve", "a whole number of votes"),
        ("change_board", {"Outcome": "approve", "Networks for": "-1"}, "network.approve", "a whole number of votes"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(body: Body, cells: dict[str, str], column: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as found:
        wanted(body, cells, "self_governance")
    assert found.value.column == column


def test_what_the_commands_model_refuses_is_told_by_its_column() -> None:
    sitting, giver = Sitting("change_board", DAYS["change_board"]), Giver("A", "secretariat")
    told = wanted("change_board", {"Outcome": "deferred", "Reason": "r", "Until": "some day"})
    with pytest.raises(Unreadable, match="expected a day of the calendar") as found:
        asked_of(told, "127", sitting, None, giver)
    assert found.value.column == "until"


@pytest.mark.parametrize("ref", ["dp127", "MP127", "SECMP0127", "127"])
def test_a_row_names_its_modification_in_any_spelling(ref: str) -> None:
    assert stream_of({"ref": ref}) == "127"


def test_a_formula_in_a_cell_that_is_read_is_refused_and_elsewhere_passed_over() -> None:
    sitting = Sitting("csc", DAYS["csc"])
    row = SheetRow(2, {"Ref": "DP127", "Outcome": "ready"}, {"Title": "it holds a formula"})
    assert by_column(row, sitting) == {"ref": "DP127", "outcome": "ready"}
    with pytest.raises(Unreadable, match="formula"):
        by_column(SheetRow(2, {"Ref": "DP127"}, {"Outcome": "it holds a formula"}), sitting)


def test_the_same_row_gets_the_same_id_whoever_enters_it() -> None:
    sitting = Sitting("csc", DAYS["csc"])
    told = wanted("csc", {"Outcome": "ready"})
    ids = {
        asked_of(told, "127", sitting, None, Giver(person, "secretariat"))[0].command_id for person in ("One", "Two")
    }
    assert len(ids) == 1


@pytest.mark.parametrize("body", list(OUTCOMES))
def test_all_words_of_a_body_fit_into_one_choice_of_a_cell(body: Body) -> None:
    assert len(",".join(OUTCOMES[body])) <= 253
