"""The June 2020 paper, as facts: the numbers are those that a reader counts in the paper itself."""

from collections import Counter
from datetime import date

from services.ingest.from_paper import FACTS_OF, IN_TOGETHER, WITHOUT_FACTS, Imported
from shared.domain.entry import Entry
from shared.domain.facts import (
    AgendaPublished,
    AnyFact,
    AssessmentClockStopped,
    AuthorityDetermined,
    ChangeBoardVoted,
    MeetingHeld,
    MeetingScheduled,
    ProposalImplemented,
    ProposalRaised,
    ReleaseAssigned,
    ReportSubmittedToAuthority,
)
from shared.papers.statement import KINDS
from tests.services.ingest.given import facts


def one(june: Imported, fact: type[AnyFact], ref: str) -> Entry[AnyFact]:
    (entry,) = (entry for entry in facts(june, fact) if entry.ref == ref)
    return entry


def test_every_kind_of_statement_makes_facts_or_says_why_not() -> None:
    homes = [set(FACTS_OF), set(IN_TOGETHER), set(WITHOUT_FACTS)]
    assert set().union(*homes) == set(KINDS)
    assert sum(map(len, homes)) == len(KINDS)


def test_all_of_the_paper_is_understood_and_it_nowhere_says_a_fact_in_two_ways(june: Imported) -> None:
    assert june.not_understood == ()
    assert june.findings == ()


def test_the_facts_are_as_many_as_the_paper_tells(june: Imported) -> None:
    counts = Counter(entry.type for entry in june.entries)
    assert counts.pop("ProposalNamed") == 48
    assert counts == {
        "PaperPlanned": 1,
        "FigureStated": 12,
        "ProposalRaised": 10,
        "UrgencyRequested": 1,
        "UrgencyGranted": 1,
        "ReadinessDetermined": 8,
        "WorkingGroupDiscussed": 6,
        "ModificationReportSubmitted": 4,
        "AgendaPublished": 1,
        "MeetingHeld": 5,
        "MeetingScheduled": 1,
        "ConsultationPlanned": 6,
        "AssessmentAccepted": 9,
        "AssessmentDurationStated": 9,
        "AssessmentReturned": 18,
        "ChangeBoardVoted": 3,
        "AuthorityDetermined": 3,
        "ReportSubmittedToAuthority": 1,
        "ReleaseWentLive": 3,
        "ReleasePlanned": 1,
        "ProposalImplemented": 5,
        "ReleaseAssigned": 7,
    }


def test_no_clock_stop_is_told_that_nobody_reported(june: Imported) -> None:
    assert facts(june, AssessmentClockStopped) == []


def test_facts_come_in_the_order_of_their_days(june: Imported) -> None:
    days = [entry.day for entry in june.entries]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2019, 6, 5), date(2020, 6, 12))


def test_the_agenda_of_the_panel_has_seven_and_four_items(june: Imported) -> None:
    (published,) = facts(june, AgendaPublished)
    assert published.stream == "meeting/panel/2020-06-19"
    assert isinstance(published.data, AgendaPublished)
    assert Counter(item.purpose for item in published.data.items) == {"refinement": 7, "report_phase": 4}


def test_a_proposal_is_raised_with_its_problem_and_no_sentence_of_process(june: Imported) -> None:
    raised = one(june, ProposalRaised, "MP130")
    assert raised.occurred_on == date(2020, 5, 12)
    assert isinstance(raised.data, ProposalRaised)
    assert (raised.data.proposer.name, raised.data.proposer.organisation) == ("David Rollason", "DCC")
    problem = raised.data.problem or ""
    assert problem.startswith("The current UK Government") and problem.endswith("Communications Hub stock.")
    assert len(problem.split("\n\n")) == 3


def test_a_decision_told_in_three_places_is_one_fact_with_all_three(june: Imported) -> None:
    determined = one(june, AuthorityDetermined, "MP130")
    assert determined.occurred_on == date(2020, 5, 26)
    assert determined.data == AuthorityDetermined(outcome="approved", implementation_wd_after=1)
    assert determined.source.locator == (
        "1. Summary / Decisions, MP130; 2. Define / New Draft Proposals, MP130; 4. Opine / Authority decisions, MP130"
    )


def test_what_the_fuller_telling_adds_is_kept(june: Imported) -> None:
    assert one(june, ChangeBoardVoted, "MP130").data == ChangeBoardVoted(
        basis="recommendation", result="approve", ad_hoc=True
    )


def test_a_determination_that_the_summary_lacks_is_told_by_section_four_alone(june: Imported) -> None:
    sent_back = one(june, AuthorityDetermined, "SECMP0067")
    assert sent_back.data == AuthorityDetermined(outcome="sent_back")
    assert sent_back.source.locator == "4. Opine / Authority decisions, SECMP0067"


def test_parts_of_one_modification_are_implemented_and_waiting(june: Imported) -> None:
    assert one(june, ProposalImplemented, "SECMP0062").data == ProposalImplemented(release="2020-06", part=1)
    waiting = one(june, ReleaseAssigned, "SECMP0062")
    assert waiting.data == ReleaseAssigned(release="2020-11", part=2, planned_on=date(2020, 11, 5))
    assert waiting.occurred_by == date(2020, 6, 12)


def test_an_item_keeps_its_own_day_where_it_differs_from_the_releases(june: Imported) -> None:
    assert one(june, ProposalImplemented, "MP114").occurred_on == date(2020, 5, 7)


def test_meetings_are_held_and_called_on_their_own_streams(june: Imported) -> None:
    held = {entry.stream: entry.data for entry in facts(june, MeetingHeld)}
    assert held["meeting/csc/2020-06-04"] == MeetingHeld(mode="correspondence")
    assert held["meeting/change_board/2020-05-22"] == MeetingHeld(ad_hoc=True)
    (called,) = facts(june, MeetingScheduled)
    assert called.stream == "meeting/working_group/2020-07-01"
    assert called.data == MeetingScheduled(agenda_on=date(2020, 6, 17))


def test_the_authority_has_power_to_raise_modifications_for_the_first_time(june: Imported) -> None:
    submitted = one(june, ReportSubmittedToAuthority, "MP088")
    assert submitted.data == ReportSubmittedToAuthority(submission=1)
    assert submitted.occurred_by == date(2020, 6, 12)
