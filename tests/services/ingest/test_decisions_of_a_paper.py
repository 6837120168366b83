"""Decisions stand in several places of a paper. They are one fact, or a person is told why not."""

from shared.domain.facts import ChangeBoardVoted, ReportSubmittedToAuthority
from tests.services.ingest.given import JULY, JUNE, facts, recorded, told
from tests.services.ingest.said import decided, determined, voted, with_authority


def test_a_decision_of_the_summary_alone_has_no_day_and_is_not_understood() -> None:
    paper = told([decided()])
    assert facts(paper, ChangeBoardVoted) == []
    assert [(line.line, line.why) for line in paper.not_understood] == [
        (65, "MP088 approved: no other place of the paper says when")
    ]


def test_a_decision_that_the_summary_has_otherwise_is_not_understood() -> None:
    paper = told([decided("rejected"), voted()])
    assert [entry.data for entry in facts(paper, ChangeBoardVoted)] == [
        ChangeBoardVoted(basis="self_governance", result="approve", release="2020-11")
    ]
    assert "line 255 (opine / voted) says approved" in paper.not_understood[0].why


def test_two_results_of_one_meeting_are_a_finding_with_both_places() -> None:
    paper = told([voted(), voted(result="reject")])
    assert len(facts(paper, ChangeBoardVoted)) == 1
    assert [finding.rule for finding in paper.findings] == ["told-once"]
    assert "result approve there, reject here" in paper.findings[0].message


def test_a_decision_after_the_paper_day_is_not_understood() -> None:
    paper = told([voted("2020-06-13")])
    assert facts(paper, ChangeBoardVoted) == []
    assert "the day 2020-06-13 is impossible" in paper.not_understood[0].why


def test_a_proposal_sent_back_goes_to_the_authority_a_second_time() -> None:
    log = recorded(told([determined("2020-05-27"), with_authority()]).entries)
    assert facts(told([with_authority()], JUNE, log), ReportSubmittedToAuthority)[0].data == (
        ReportSubmittedToAuthority(submission=2)
    )
    july = told([with_authority()], JULY, recorded(told([with_authority()]).entries))
    assert facts(july, ReportSubmittedToAuthority)[0].data == ReportSubmittedToAuthority(submission=1)


def test_an_older_paper_read_again_does_not_count_a_later_send_back() -> None:
    june = told([with_authority()])
    log = recorded([*june.entries, *told([determined("2020-06-30")], JULY).entries])
    assert facts(told([with_authority()], JUNE, log), ReportSubmittedToAuthority)[0].data == (
        ReportSubmittedToAuthority(submission=1)
    )
