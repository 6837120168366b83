"""What is in doubt: contradictions of the paper, and what its facts leave open."""

from shared.papers.finding import Finding
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import PLANNED


def found(rule: str, facts: str | None = None) -> list[Finding]:
    report = june() if facts is None else paper(facts)
    return [finding for finding in report.findings if finding.rule == rule]


def test_the_reports_own_words_are_checked_like_any_papers() -> None:
    """The report mends what section 1 lacked, and keeps what the facts themselves say oddly."""
    assert {finding.rule for finding in june().findings} >= {
        "agenda-was-found-ready",
        "release-is-named-for-its-day",
        "implemented-with-its-release",
        "targets-are-usual",
        "durations-are-plain",
        "action-fits-the-request",
    }
    assert not found("decisions-agree")
    assert not found("titles-agree")


def test_a_finding_leads_to_its_line_in_the_markdown() -> None:
    (finding,) = found("agenda-was-found-ready")
    assert "DP111" in finding.message
    assert [place.where for place in finding.places] == [
        "1. Summary / Recommended to proceed to Refinement Process",
        "2. Define / Change Sub-Committee decisions",
    ]
    assert all(place.line > 0 for place in finding.places)


def test_eighteen_durations_of_june_are_carried() -> None:
    (finding,) = found("duration-carried")
    assert finding.message.startswith("18 durations are carried as stated")


def test_twenty_five_open_proposals_of_june_have_no_name() -> None:
    (finding,) = found("proposals-not-named")
    assert finding.message == (
        "60 proposals are stated as open, and facts name 35 of them: the stages of the other 25 are not known."
    )


def test_a_stage_that_no_fact_states_is_told() -> None:
    (finding,) = found("stage-implied", f"{PLANNED}\n2020-07-01  MP200  AssessmentAccepted  PA 1  target_wd=15")
    assert finding.message == (
        "The stage of one open proposal is implied by what happened later, with no conversion recorded: MP200."
    )
    assert not found("stage-implied", f"{PLANNED}\n2020-07-01  MP200  ProposalConverted  route=refinement")


def test_two_spellings_of_a_title_are_told_with_how_often_each_was_found() -> None:
    (finding,) = [finding for finding in found("title-spelling") if "MP115" in finding.message]
    assert finding.message == (
        "MP115 is called 'Changes to the NCSC Good Practice Guides' (twice), and 'Changes to the NSCS Good Practice "
        "Guides' (once)."
    )


def test_a_plan_lapses_with_its_week_and_is_told_once() -> None:
    lapsed = f"{PLANNED}\n2020-06-15  MP200  ConsultationPlanned  type=refinement week_commencing=2020-06-22"
    (finding,) = found("plan-lapsed", lapsed)
    assert finding.message == (
        "The Refinement Consultation of MP200 was planned for the week commencing 22 June 2020, and nothing says that "
        "it was issued."
    )
    assert not found("plan-lapsed", f"{lapsed}\n2020-06-25  MP200  ConsultationOpened  type=refinement")
    assert not found(
        "plan-lapsed", f"{PLANNED}\n2020-06-15  MP200  ConsultationPlanned  type=refinement week_commencing=2020-07-06"
    )
    assert not found(
        "plan-lapsed", f"{PLANNED}\n2020-06-01  MP200  ConsultationPlanned  type=refinement week_commencing=2020-06-01"
    )


def test_a_paper_that_nobody_planned_says_which_days_it_took() -> None:
    (finding,) = found("paper-not-planned", "2020-06-01  release/2020-06  ReleaseWentLive")
    assert "those from 1 June 2020 to 31 July 2020 by rule" in finding.message
    assert not found("paper-not-planned", PLANNED)


def test_a_paper_of_days_without_facts_says_that_its_none_means_none_recorded() -> None:
    (finding,) = found("nothing-recorded", f"{PLANNED}\n2020-05-27  MP200  AuthorityDetermined  outcome=approved")
    assert finding.message == (
        "Nothing is recorded of the days from 13 June 2020 to 10 July 2020; the last recorded day is 27 May 2020. "
        "Where this paper says that there was none, it says only that none is recorded."
    )
    assert not found("nothing-recorded", f"{PLANNED}\n2020-06-13  MP200  AuthorityDetermined  outcome=approved")
    assert found("nothing-recorded", f"{PLANNED}\n2020-07-11  MP200  AuthorityDetermined  outcome=approved")
    assert not found("nothing-recorded")


def test_a_figure_unlike_the_stated_one_is_told() -> None:
    stated = f"{PLANNED}\n2020-07-10  paper/2020-07  FigureStated  name=assessments.pa.open.count value=4"
    (finding,) = found("figure-unlike-the-stated", stated)
    assert finding.message == "assessments.pa.open.count is 0 from the facts; the published paper states 4."
    assert not found("figure-unlike-the-stated")


def test_a_completed_duration_unlike_its_days_tells_the_mean_that_they_would_make() -> None:
    (finding,) = found(
        "duration-unlike-its-days",
        f"""
        {PLANNED}
        2020-06-01  MP200  AssessmentAccepted  PA 1  target_wd=15
        2020-06-12  MP200  AssessmentReturned  PA 1  duration_wd_stated=5
        """,
    )
    assert finding.message == (
        "MP200 PA is stated as 5 WD; its dates make it 10. Counted, the average of the Preliminary Assessments "
        "completed in the last 12 months to 30 June 2020 would be 10 WD, not 5."
    )


def test_an_assessment_whose_target_nobody_told_is_neither_usual_nor_odd() -> None:
    """Of four, one was stopped before anybody told that it was accepted."""
    (finding,) = found(
        "targets-are-usual",
        f"""
        {PLANNED}
        2020-05-04  MP106  AssessmentClockStopped  PA 1  reason=Unclear
        2020-05-04  MP107  AssessmentAccepted  PA 1  target_wd=15
        2020-05-04  MP108  AssessmentAccepted  PA 1  target_wd=15
        2020-05-04  MP109  AssessmentAccepted  PA 1  target_wd=25
        """,
    )
    assert finding.message == "MP109: the target of its PA is 25 WD; 2 of the 3 open PAs have 15 WD"
