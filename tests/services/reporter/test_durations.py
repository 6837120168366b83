"""How long an assessment took: what is stated is printed, what can be counted is counted, and marks tell which."""

from services.reporter.cut import Asked
from services.reporter.durations import completed_assessments, open_assessments
from services.reporter.report import Table
from services.reporter.views import view_of
from shared.domain.period import Month
from tests.given import history
from tests.services.reporter.papers import june, june_view, paper, rows, view


def test_six_open_assessments_are_counted_and_three_are_carried() -> None:
    open_ = {taken.label: (taken.counted_wd, taken.stated_wd) for taken in open_assessments(june_view())}
    assert open_ == {
        "SECMP0007": (82, 82),
        "SECMP0056": (239, 239),
        "SECMP0066": (252, 252),
        "MP078": (31, 31),
        "MP092": (130, 130),
        "MP099": (19, 19),
        "MP106": (47, 34),
        "MP107": (30, 21),
        "MP109": (4, 1),
    }


def test_what_is_stated_unlike_its_days_is_marked_with_their_count() -> None:
    notes = {row.cells[0]: row.note for row in _table("Open Assessments").rows if row.note}
    assert notes == {
        "MP106": "stated; its dates make it 47 WD",
        "MP107": "stated; its dates make it 30 WD",
        "MP109": "stated; its dates make it 4 WD",
    }


def test_every_completed_assessment_is_marked_as_carried() -> None:
    notes = {row.note for row in _table("Assessments completed in the last 12 months").rows}
    assert notes == {"stated; it cannot be counted, as no source dates its acceptance"}


def test_seven_open_and_eleven_completed_are_over_target() -> None:
    assert sum(taken.over_wd > 0 for taken in open_assessments(june_view())) == 7
    assert sum(taken.over_wd > 0 for taken in completed_assessments(june_view())) == 11


def test_a_reported_stop_takes_its_days_out() -> None:
    """MP106 as if stopped after 12 May 2020: 34 WD."""
    accepted = "2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15"
    stopped = f"{accepted}\n2020-05-12  MP106  AssessmentClockStopped  PA 1  reason=questions"
    assert rows(paper(accepted, "2020-06"), "Open Assessments")[0][4] == "47 WD"
    assert rows(paper(stopped, "2020-06"), "Open Assessments")[0][4] == "34 WD"


def test_a_completed_assessment_with_both_dates_is_counted() -> None:
    """SECMP0063: 9 July to 1 August 2019 is 18 WD, both ends counted."""
    report = paper(
        """
        2019-07-09  SECMP0063  AssessmentAccepted  PA 1  target_wd=15
        2019-08-01  SECMP0063  AssessmentReturned  PA 1
        """,
        "2020-06",
    )
    assert rows(report, "Assessments completed in the last 12 months") == [
        ("SECMP0063", "PA", "1 Aug 19", "15 WD", "18 WD"),
    ]
    assert report.figures["assessments.pa.completed.mean_wd"].basis == "computed"


def test_only_the_twelve_months_count() -> None:
    report = paper(
        """
        2019-05-01  MP080  AssessmentAccepted  PA 1
        2019-05-31  MP080  AssessmentReturned  PA 1
        2019-06-01  MP081  AssessmentReturned  PA 1
        2020-05-31  MP082  AssessmentReturned  PA 1
        2020-06-01  MP083  AssessmentAccepted  PA 1
        2020-06-01  MP084  AssessmentReturned  PA 1
        """,
        "2020-06",
    )
    completed = rows(report, "Assessments completed in the last 12 months")
    assert [cells[0] for cells in completed] == ["MP081", "MP082"]
    assert not rows(report, "Open Assessments")
    assert report.figures["assessments.pa.completed.mean_wd"].basis == "incomplete"


def test_the_secs_own_days_leave_out_the_first_day_and_bank_holidays() -> None:
    told = history("2020-05-05  MP099  AssessmentAccepted  IA 1  target_wd=40")
    taken = open_assessments(view_of(told, Month(2020, 6), asked=Asked(day_count="sec_working_days")))
    assert [one.counted_wd for one in taken] == [16]


def test_a_reissued_assessment_is_open_again() -> None:
    open_ = open_assessments(
        view(
            """
            2020-06-01  MP200  AssessmentAccepted  PA 1
            2020-06-03  MP200  AssessmentReturned  PA 1
            2020-06-29  MP200  AssessmentReissued  PA 1
            """
        )
    )
    assert [one.counted_wd for one in open_] == [5]


def _table(caption: str) -> Table:
    blocks = [block for section in june().sections for block in section.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.caption == caption)


def test_a_return_of_which_no_duration_is_known_leaves_the_mean_to_the_others() -> None:
    report = paper(
        """
        2020-04-01  MP010  AssessmentAccepted  PA 1  target_wd=15
        2020-04-03  MP010  AssessmentReturned  PA 1
        2020-04-06  MP011  AssessmentReturned  PA 1
        """,
        "2020-06",
    )
    assert rows(report, "Assessments completed in the last 12 months")[1][4] == "–"
    assert rows(report, "Summary")[1] == ("Preliminary Assessments completed in the last 12 months", "2", "3 WD")
    assert "figures-fit-their-table" not in {finding.rule for finding in report.findings}
