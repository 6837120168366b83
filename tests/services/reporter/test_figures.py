"""The figures of June 2020, and what they rest on."""

import pytest

from tests.services.reporter.papers import june, paper


@pytest.mark.parametrize(
    ("name", "value", "basis", "stated"),
    [
        ("assessments.pa.open.count", 6, "computed", 6),
        ("assessments.pa.open.mean_wd", 78, "computed_from_stated", 78),
        ("assessments.pa.open.median_wd", 32.5, "computed_from_stated", None),
        ("assessments.pa.open.late", 5, "computed_from_stated", None),
        ("assessments.ia.open.count", 3, "computed", 3),
        ("assessments.ia.open.mean_wd", 113, "computed", 113),
        ("assessments.ia.open.late", 2, "computed", None),
        ("assessments.pa.completed.count", 13, "computed", 13),
        ("assessments.pa.completed.mean_wd", 44, "computed_from_stated", 44),
        ("assessments.pa.completed.median_wd", 31, "computed_from_stated", None),
        ("assessments.pa.completed.late", 9, "computed_from_stated", None),
        ("assessments.ia.completed.count", 5, "computed", 5),
        ("assessments.ia.completed.mean_wd", 79, "computed_from_stated", 79),
        ("assessments.ia.completed.median_wd", 35, "computed_from_stated", None),
        ("assessments.ia.completed.late", 2, "computed_from_stated", None),
        ("proposals.open.count", 60, "stated", 60),
        ("proposals.open.mean_wd", 279, "stated", 279),
        ("proposals.concluded.count", 23, "stated", 23),
        ("proposals.concluded.mean_wd", 115, "stated", 115),
        ("stages.define", 12, "incomplete", None),
        ("stages.refine", 20, "incomplete", None),
        ("stages.opine", 3, "incomplete", None),
        ("stages.approved", 7, "computed", None),
        ("decisions.change_board.approved", 2, "computed", None),
        ("decisions.change_board.recommended", 1, "computed", None),
        ("decisions.authority.approved", 1, "computed", None),
        ("decisions.authority.rejected", 1, "computed", None),
        ("decisions.authority.sent_back", 1, "computed", None),
    ],
)
def test_june_has_the_figures_of_the_paper(name: str, value: float, basis: str, stated: int | None) -> None:
    figure = june().figures[name]
    assert (figure.value, figure.basis, figure.stated) == (value, basis, stated)


def test_all_promised_figures_are_there() -> None:
    groups = [f"assessments.{kind}.{state}" for kind in ("pa", "ia") for state in ("open", "completed")]
    assert set(june().figures) == {
        *(f"stages.{stage}" for stage in ("define", "refine", "opine", "approved")),
        *(f"{group}.{of}" for group in groups for of in ("count", "mean_wd", "median_wd", "late")),
        *(f"proposals.{group}.{of}" for group in ("open", "concluded") for of in ("count", "mean_wd", "median_wd")),
        *(
            f"decisions.{body}.{outcome}"
            for body in ("change_board", "authority")
            for outcome in ("approved", "rejected", "sent_back", "recommended")
        ),
    }


def test_a_mean_tells_its_rule_and_its_rows() -> None:
    mean = june().figures["assessments.pa.open.mean_wd"]
    assert mean.rule == (
        "The mean of the 6 Preliminary Assessments open at 31 May 2020: 469 WD over 6, rounded to the nearest whole "
        "day, a half up. Days are counted as weekdays, first and last day included, bank holidays not removed, as the "
        "published papers count."
    )
    assert [given.value for given in mean.inputs] == [252, 31, 130, 34, 21, 1]
    assert mean.inputs[3].what == "MP106 PA 1: stated; its dates make it 47 WD"
    assert sum(counted for _, counted, _ in mean.inputs[3].days) == 47
    assert mean.inputs[0].days[0] == ("2019-06-13", True, "weekday")


def test_a_carried_figure_says_what_the_facts_give() -> None:
    assert june().figures["proposals.open.count"].rule.endswith("What the recorded facts give: 30, of 30 proposals.")


def test_halves_are_rounded_up() -> None:
    report = paper(
        """
        2020-06-01  MP200  AssessmentAccepted  PA 1  target_wd=15
        2020-06-30  MP201  AssessmentAccepted  PA 1  target_wd=15
        """
    )
    mean = report.figures["assessments.pa.open.mean_wd"]
    assert [given.value for given in mean.inputs] == [22, 1]
    assert (mean.value, report.figures["assessments.pa.open.median_wd"].value) == (12, 11.5)


def test_where_nothing_is_known_a_count_is_nought_and_a_mean_is_none() -> None:
    report = paper("2020-06-01  MP200  ProposalNamed  label=MP200 title=A")
    assert report.figures["assessments.ia.open.count"].value == 0
    assert report.figures["assessments.ia.open.mean_wd"].value is None
    assert report.figures["decisions.authority.approved"].value == 0


def test_without_a_stated_figure_ages_are_counted_from_the_facts() -> None:
    report = paper(
        """
        2020-06-01  MP200  ProposalRaised  label=MP200 title=A proposer.name=Someone
        2020-06-02  MP201  ProposalRaised  label=MP201 title=B proposer.name=Someone
        by 2020-06-15  MP202  ProposalNamed  label=DP202 title=C
        2020-06-11  MP203  ProposalRaised  label=DP203 title=D proposer.name=Someone
        2020-06-12  MP203  ProposalWithdrawn
        """
    )
    mean = report.figures["proposals.open.mean_wd"]
    assert (report.figures["proposals.open.count"].value, mean.value, mean.basis) == (3, 22, "incomplete")
    assert [given.left_out for given in mean.inputs] == [None, None, "no source tells when it was raised"]
    concluded = report.figures["proposals.concluded.mean_wd"]
    assert (concluded.value, concluded.basis) == (2, "computed")


def test_a_proposal_that_is_sent_back_is_open_again() -> None:
    report = paper(
        """
        2020-06-01  MP200  ProposalRaised  label=MP200 title=A proposer.name=Someone
        2020-06-10  MP200  ChangeBoardVoted  basis=self_governance result=reject
        2020-06-20  MP200  AuthorityDetermined  outcome=sent_back
        """
    )
    assert report.figures["proposals.open.count"].value == 1
    assert report.figures["proposals.concluded.count"].value == 0
    assert report.figures["stages.refine"].value == 1
