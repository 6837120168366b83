"""One row an assessment: its clock with its stops, its targets, what sources state of it."""

from datetime import date

from shared.readmodels import ASSESSMENTS
from tests.readmodels.reading import row, rows

MP090 = """
2019-11-01  MP090  AssessmentRequested  PA 1  at_change_board_on=2019-10-23
2019-11-04  MP090  AssessmentAccepted   PA 1  target_wd=15
2019-11-11  MP090  AssessmentClockStopped  PA 1  reason="A question to the Proposer"
2019-11-18  MP090  AssessmentClockResumed  PA 1
2019-11-20  MP090  AssessmentTargetRevised  PA 1  was_wd=15 target_wd=20
2019-12-02  MP090  AssessmentReturned   PA 1  target_wd=20 duration_wd_stated=16
"""


def test_its_states_follow_its_facts() -> None:
    assessment = row(ASSESSMENTS, MP090)
    assert assessment.key == "90/PA/1"
    assert [(turn.on.isoformat(), turn.state) for turn in assessment.turns] == [
        ("2019-11-01", "requested"),
        ("2019-11-04", "open"),
        ("2019-11-11", "stopped"),
        ("2019-11-18", "open"),
        ("2019-12-02", "returned"),
    ]
    assert assessment.state_at(date(2019, 10, 31)) is None
    assert assessment.state_at(date(2019, 11, 17)) == "stopped"
    assert assessment.settled_on == date(2019, 12, 2)
    assert assessment.requested_at_change_board_on == date(2019, 10, 23)


def test_the_target_in_force_is_that_of_the_day() -> None:
    assessment = row(ASSESSMENTS, MP090)
    assert [target.target_wd for target in assessment.targets] == [15, 20]
    in_force = [assessment.target_at(date(2019, 11, day)) for day in (3, 19, 20)]
    assert [target and target.target_wd for target in in_force] == [None, 15, 20]


def test_a_stated_duration_is_of_its_day_only() -> None:
    assessment = row(ASSESSMENTS, "by 2020-05-31  MP106  AssessmentDurationStated  PA 1  duration_wd=34")
    stated = assessment.stated_at(date(2020, 5, 31))
    assert stated is not None and (stated.duration_wd, stated.exact) == (34, False)
    assert assessment.stated_at(date(2020, 6, 1)) is None
    assert assessment.turns == ()


def test_a_modification_may_have_several_and_each_is_a_row() -> None:
    found = rows(
        ASSESSMENTS,
        f"""{MP090}
        2020-01-06  MP090  AssessmentAccepted  PA 2
        2020-02-03  MP090  AssessmentAccepted  IA 1
        2020-02-04  MP090  ProposalWithdrawn
        """,
    )
    assert list(found) == ["90/PA/1", "90/PA/2", "90/IA/1"]


def test_one_that_is_reissued_is_open_again() -> None:
    assessment = row(ASSESSMENTS, f"{MP090}\n2020-01-06  MP090  AssessmentReissued  PA 1")
    assert (assessment.state_at(date(2020, 1, 6)), assessment.settled_on) == ("open", None)
    first, last = assessment.first("open", date(2020, 1, 31)), assessment.last("open", date(2020, 1, 31))
    assert (first and first.on, last and last.on) == (date(2019, 11, 4), date(2020, 1, 6))


def test_a_retracted_return_leaves_it_open() -> None:
    assessment = row(ASSESSMENTS, f"{MP090}\n2020-01-06  MP090  FactRetracted  of=90#6 reason=Misread")
    assert (assessment.state_at(date(2020, 1, 6)), assessment.settled_on) == ("open", None)
    assert assessment.durations_stated == ()


def test_a_retraction_of_all_it_had_leaves_no_row() -> None:
    assert (
        rows(
            ASSESSMENTS,
            """
            2020-01-06  MP106  AssessmentAccepted  PA 1
            2020-01-07  MP106  FactRetracted  of=106#1 reason=Misread
            """,
        )
        == {}
    )


def test_an_acceptance_a_resumption_and_a_reissue_are_told_apart_though_each_leaves_it_open() -> None:
    assessment = row(ASSESSMENTS, f"{MP090}\n2020-01-06  MP090  AssessmentReissued  PA 1")
    opened = [(turn.on.isoformat(), turn.deed) for turn in assessment.turns if turn.state == "open"]
    assert opened == [("2019-11-04", "accepted"), ("2019-11-18", "resumed"), ("2020-01-06", "reissued")]


def test_a_return_told_of_a_day_before_the_acceptance_leaves_it_open_by_an_acceptance() -> None:
    assessment = row(
        ASSESSMENTS,
        """
        2020-03-26  MP106  AssessmentAccepted  PA 1
        2020-03-01  MP106  AssessmentReturned  PA 1
        """,
    )
    assert [(turn.state, turn.deed) for turn in assessment.turns] == [("returned", "returned"), ("open", "accepted")]
