"""What seldom happens stands where a reader would look for it, with what it rests on; of nothing, nothing is said."""

import pytest

from services.reporter.render.markdown import markdown, statements_of
from services.reporter.report import Line, lines_of
from shared.papers.read import read
from tests.services.reporter.befallen import BEFALLEN
from tests.services.reporter.papers import june, paper, under
from tests.services.reporter.small import NOTHING, ONE, PLANNED

HEADINGS = (
    "Since the last paper",
    "Other developments",
    "Urgent Proposals",
    "Proposals on hold",
    "Changes to Releases",
    "Calls for comments and information",
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_month_without_any_has_no_such_heading(heading: str) -> None:
    for report in (june(), paper(NOTHING), paper(PLANNED), paper(ONE)):
        assert under(report, heading) == []


def test_the_summary_lists_what_happened_since_the_last_paper() -> None:
    assert under(paper(BEFALLEN), "Since the last paper") == [
        "- [DP201 'One'](#mp201) was put on hold to await [MP252 'What it waits for'](#mp252) on 16 June 2020: It "
        "waits.",
        "- [DP202 'Two'](#mp202) was **withdrawn** on 17 June 2020.",
        "- [MP203 'Three'](#mp203) was put to the Authority by the Panel to be treated as an Urgent Proposal on 22 "
        "June 2020.",
        "- [MP203 'Three'](#mp203) was accepted as an Urgent Proposal by the Authority on 24 June 2020.",
        "- [MP204 'Four'](#mp204) was split into [MP204A 'Now'](#mp204a) and [MP204B 'Later'](#mp204b) on 24 June "
        "2020.",
        "- [MP205 'Five'](#mp205) had its vote deferred by the Change Board on 24 June 2020, to 22 July 2020: The "
        "votes were tied.",
        "- [MP206 'Six'](#mp206) was appealed against by Citizens Advice on 15 June 2020.",
        "- [MP208 'Eight'](#mp208) was withdrawn by its Proposer on 1 July 2020; others may adopt it until 15 July "
        "2020.",
        "- [MP209 'Nine'](#mp209) was converted to a Modification Proposal on 19 June 2020, to proceed to the "
        "Refinement Process.",
    ]


def test_each_stands_in_the_section_of_the_stage_in_which_it_happened() -> None:
    sections = {section.id: section for section in paper(BEFALLEN).sections}
    told = {
        name: [line.text for line in lines_of(section) if isinstance(line, Line)] for name, section in sections.items()
    }
    assert any("DP202 'Two'](#mp202) was **withdrawn**" in line for line in told["define"])
    assert any("MP204 'Four'](#mp204) was split" in line for line in told["refine"])
    assert any("MP208 'Eight'](#mp208) was withdrawn by its Proposer" in line for line in told["refine"])
    assert not any("MP208" in line for line in told["define"] + told["opine"])


def test_what_is_on_hold_is_listed_with_what_it_waits_for_as_long_as_it_is() -> None:
    assert under(paper(BEFALLEN), "Proposals on hold") == [
        "There is one Draft Proposal on hold:",
        "- [DP201 'One'](#mp201) since 16 June 2020, awaiting [MP252 'What it waits for'](#mp252): It waits.",
    ]
    resumed = f"{BEFALLEN}\n2020-07-06  DP201  ProposalResumed"
    assert under(paper(resumed), "Proposals on hold") == []
    assert "- [DP201 'One'](#mp201) was resumed on 6 July 2020." in under(paper(resumed), "Other developments")


def test_what_is_urgent_is_listed_until_it_is_decided() -> None:
    assert under(paper(BEFALLEN), "Urgent Proposals") == [
        "There is one Modification Proposal being treated as an Urgent Proposal:",
        "- [MP203 'Three'](#mp203)",
    ]
    asked = BEFALLEN.replace("2020-06-24  MP203  UrgencyGranted", "")
    assert under(paper(asked), "Urgent Proposals")[0] == (
        "There is one Modification Proposal waiting for the Authority to agree that it is an Urgent Proposal:"
    )
    refused = BEFALLEN.replace("MP203  UrgencyGranted", "MP203  UrgencyRefused  reason='It can wait.'")
    assert under(paper(refused), "Urgent Proposals") == []
    assert (
        "- [MP203 'Three'](#mp203) was not accepted as an Urgent Proposal by the Authority on 24 June 2020: It can "
        "wait."
    ) in under(paper(refused), "Other developments")


def test_a_deferral_stands_with_the_votes() -> None:
    assert under(paper(BEFALLEN), "Change Board votes") == [
        "The Change Board voted on no modifications this month.",
        "The Change Board deferred its vote on the following modification:",
        "- [MP205 'Five'](#mp205) had its vote deferred by the Change Board on 24 June 2020, to 22 July 2020: The "
        "votes were tied.",
    ]


def test_an_appeal_stands_with_the_authority_and_beside_what_waits_for_it() -> None:
    assert under(paper(BEFALLEN), "Authority decisions")[-2:] == [
        "There is one modification whose decision has been appealed to the Authority, and whose implementation waits "
        "for its determination:",
        "- [MP206 'Six'](#mp206), by Citizens Advice on 15 June 2020",
    ]
    assert "- [MP206 'Six'](#mp206) (under appeal)" in under(paper(BEFALLEN), "SEC Releases")
    turned = f"{BEFALLEN}\n2020-07-03  MP206  AppealDetermined  outcome=overturned"
    assert under(paper(turned), "Authority decisions")[-2:] == [
        "The Authority determined appeals on the following modification:",
        "- [MP206 'Six'](#mp206) had its decision **overturned** on appeal by the Authority on 3 July 2020.",
    ]
    assert not any("MP206" in line for line in under(paper(turned), "SEC Releases")), "what is rejected waits no more"


def test_releases_that_were_moved_and_what_left_them_stand_with_the_releases() -> None:
    assert under(paper(BEFALLEN), "Changes to Releases") == [
        "- The November 2020 Release was moved from 5 November 2020 to 29 November 2020 on 30 June 2020.",
        "- [MP207 'Seven'](#mp207) was moved from the November 2020 Release to the February 2021 Release on 25 June "
        "2020.",
    ]


def test_a_vote_is_told_by_category_where_the_split_is_known() -> None:
    votes = '[{"category":"large_supplier","approve":9,"reject":3,"abstain":1,"outcome":"approve"}]'
    told = f"{PLANNED}\nby 2020-06-24  MP205  ProposalNamed  label=MP205 title=Five\n" + (
        f"2020-06-24  MP205  ChangeBoardVoted  basis=self_governance result=approve votes='{votes}'"
    )
    assert under(paper(told), "Change Board votes")[1] == (
        "- [MP205 'Five'](#mp205) was **approved** under Self-Governance (Large Suppliers: 9 to approve, 3 to reject, "
        "1 abstaining)."
    )


def test_every_line_of_it_rests_on_facts() -> None:
    report = paper(BEFALLEN)
    lines = [line for section in report.sections for line in lines_of(section)]
    told = [line for line in lines if isinstance(line, Line) and "(#mp20" in line.text]
    assert len(told) > 20
    assert [line for line in told if not line.evidence] == []


def test_what_papers_have_no_words_for_is_listed_as_not_understood_and_all_else_reads_back() -> None:
    reading = read(markdown(paper(BEFALLEN)))
    assert {line.why for line in reading.not_understood} >= {"no reader knows the heading 'Since the last paper'"}
    said = [statement for statement in reading.statements if statement.kind != "wording"]
    assert said == list(statements_of(paper(BEFALLEN)))
