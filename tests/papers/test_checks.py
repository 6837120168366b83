"""Where the June 2020 paper contradicts itself, what mends it, and what would be found in papers worse than it."""

from dataclasses import dataclass

import pytest

from shared.papers.checks import CHECKS, check
from shared.papers.finding import Finding
from shared.papers.read import read
from tests.papers.june import june, text, with_change


def lines(finding: Finding) -> list[int]:
    return [place.line for place in finding.places]


def found(paper: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in check(read(paper))]


@dataclass(frozen=True)
class Contradiction:
    """One of the paper's own: on which lines it stands, and the least change that mends it."""

    rule: str
    message: str
    lines: list[int]
    mended: tuple[tuple[str, str], ...]


JUNE = [
    Contradiction(
        "action-fits-the-request",
        "the paper is brought 'For Decision', but the Panel is only asked to NOTE",
        [6, 18],
        (("For Decision", "For Information"),),
    ),
    Contradiction(
        "headings-head-something",
        "nothing stands below the heading 'Proposals currently in each stage'",
        [36],
        (("in each stage\n", "in each stage\n\n**35 of the 60 proposals stated as open**\n"),),
    ),
    Contradiction(
        "agenda-was-found-ready",
        "DP111 goes to the Panel, but stands in no list of what the Change Sub-Committee found ready",
        [45, 153],
        (
            (
                "- [DP124 'Consequential changes to DUIS and MMC'](#)\n- [DP125",
                "- [DP111 'SMDA Budget Amendments'](#)\n- [DP124 'Consequential changes to DUIS and MMC'](#)\n- [DP125",
            ),
        ),
    ),
    Contradiction(
        "titles-agree",
        "DP127 or MP127 is called 'SMKI RAPP Security Screening clarification' 3 times, "
        "but 'SMKI RAPP Security screening clarification' in line 249",
        [59, 249],
        (("Security screening clarification", "Security Screening clarification"),),
    ),
    Contradiction(
        "titles-agree",
        "MP115 is called 'Changes to the NCSC Good Practice Guides' twice, "
        "but 'Changes to the NSCS Good Practice Guides' in line 66",
        [66, 256],
        (("NSCS", "NCSC"),),
    ),
    Contradiction(
        "wording",
        "'two Modification Proposal': singular after a number of many",
        [68],
        (("on two Modification Proposal this", "on two Modification Proposals this"),),
    ),
    Contradiction(
        "decisions-agree",
        "section 1 says two Authority determinations; section 4 lists three: "
        "SECMP0067 (sent back) is missing from section 1",
        [68, 266],
        (
            ("determinations on two", "determinations on three"),
            (
                "- [MP084 'Other User Panel Seating Amendment'](#) – rejected",
                "- [SECMP0067 'Service Request Traffic Management'](#) – sent back\n"
                "- [MP084 'Other User Panel Seating Amendment'](#) – rejected",
            ),
        ),
    ),
    Contradiction(
        "articles-agree",
        "'DCC' in line 145, but 'the DCC' elsewhere",
        [105, 145],
        (("from DCC on", "from the DCC on"),),
    ),
    Contradiction("wording", "'The Change Board': capital in mid-sentence", [121], ((", The Change", ", the Change"),)),
    Contradiction(
        "durations-are-plain",
        "MP106: its PA is given 34 WD; from 26 March 2020 to 31 May 2020 there are 47 weekdays, both days included: "
        "short by 13, and nothing says that its clock stopped",
        [196, 213],
        (("15 WD\t34 WD", "15 WD\t47 WD"),),
    ),
    Contradiction(
        "durations-are-plain",
        "MP107: its PA is given 21 WD; from 20 April 2020 to 31 May 2020 there are 30 weekdays, both days included: "
        "short by 9, and nothing says that its clock stopped",
        [196, 214],
        (("15 WD\t21 WD", "15 WD\t30 WD"),),
    ),
    Contradiction(
        "durations-are-plain",
        "MP109: its PA is given 1 WD; from 26 May 2020 to 31 May 2020 there are 4 weekdays, both days included: "
        "short by 3, and nothing says that its clock stopped",
        [196, 215],
        (("15 WD\t1 WD", "15 WD\t4 WD"),),
    ),
    Contradiction(
        "durations-are-plain",
        "the open PAs have a mean of 78 WD; with plain weekdays it is 82 WD",
        [200, 213, 214, 215],
        (
            ("6\t78 WD", "6\t82 WD"),
            ("15 WD\t34 WD", "15 WD\t47 WD"),
            ("15 WD\t21 WD", "15 WD\t30 WD"),
            ("15 WD\t1 WD", "15 WD\t4 WD"),
        ),
    ),
    Contradiction(
        "targets-are-usual",
        "SECMP0067: the target of its PA is 25 WD; 11 of the 13 completed PAs have 15 WD",
        [220, 225],
        (("25 WD\t24 WD", "15 WD\t24 WD"),),
    ),
    Contradiction(
        "targets-are-usual",
        "MP077: the target of its PA is 40 WD; 11 of the 13 completed PAs have 15 WD",
        [220, 227],
        (("40 WD\t40 WD", "15 WD\t40 WD"),),
    ),
    Contradiction(
        "wording",
        "'Modifications Proposals': plural twice",
        [242],
        (("Modifications Proposals", "Modification Proposals"),),
    ),
    Contradiction(
        "wording",
        "no full stop after '… Working Day following approval'",
        [268],
        (("following approval", "following approval."),),
    ),
    Contradiction(
        "release-is-named-for-its-day",
        "the June 2020 Release went live on 6 May 2020: another month than its name says",
        [287],
        (("in the June 2020 Release (6 May", "in the May 2020 Release (6 May"),),
    ),
    Contradiction(
        "implemented-with-its-release",
        "MP114 stands in the June 2020 Release of 6 May 2020, but was implemented on 7 May 2020",
        [287, 291],
        ((" (implemented on 7 May 2020)", ""),),
    ),
]


def test_these_and_no_others_are_found_in_the_june_2020_paper() -> None:
    assert [(finding.rule, finding.message, lines(finding)) for finding in check(june())] == [
        (each.rule, each.message, each.lines) for each in JUNE
    ]


@pytest.mark.parametrize("contradiction", JUNE, ids=lambda each: each.message[:40])
def test_each_is_gone_once_it_is_mended(contradiction: Contradiction) -> None:
    assert (contradiction.rule, contradiction.message) not in found(with_change(*contradiction.mended))


def test_a_paper_with_all_of_them_mended_has_no_findings() -> None:
    mends = dict.fromkeys(mend for each in JUNE for mend in each.mended)
    assert found(with_change(*mends)) == []


def test_every_check_finds_something_in_one_of_these_papers() -> None:
    papers = [read(text()), *(read(with_change(worse.change)) for worse in WORSE)]
    assert [look.__name__ for look in CHECKS if not any(list(look(paper.statements)) for paper in papers)] == []


def test_a_finding_names_the_headings_of_its_places_and_a_mend() -> None:
    decision = next(finding for finding in check(june()) if finding.rule == "decisions-agree")
    assert [place.where for place in decision.places] == ["1. Summary / Decisions", "4. Opine / Authority decisions"]
    assert decision.mend == "add SECMP0067 to section 1, and say three"
    assert decision.subjects == ("decisions.authority", "67")


@dataclass(frozen=True)
class Worse:
    """A change to the paper, and what it makes the checks find."""

    rule: str
    message: str
    lines: list[int]
    change: tuple[str, str]


WORSE = [
    Worse(
        "counts-agree",
        "section 1 says eight Draft Proposals; the list below has seven",
        [42, 50],
        ("seven Draft", "eight Draft"),
    ),
    Worse(
        "counts-agree",
        "section 5 says seven modifications; the list below has six",
        [301, 308],
        ("- [MP080 'Managing DUIS uplifts'](#)\n- [MP081", "- [MP081"),
    ),
    Worse(
        "decisions-agree",
        "MP084 is approved in section 1 and rejected in section 4",
        [70, 267],
        ("Amendment'](#) – rejected", "Amendment'](#) – approved"),
    ),
    Worse(
        "title-of-one-proposal",
        "'Managing DUIS uplifts' is the title of MP080 and of MP181",
        [65, 304],
        ("[MP080 'Managing DUIS uplifts'](#)\n- [MP081", "[MP181 'Managing DUIS uplifts'](#)\n- [MP081"),
    ),
    Worse(
        "labels-agree",
        "one proposal is called DP122 in line 177 and MP122 in line 236",
        [177, 236],
        ("[MP122 'Operational Metrics'](#)\n\nThe next", "[DP122 'Operational Metrics'](#)\n\nThe next"),
    ),
    Worse(
        "ready-is-on-the-agenda",
        "DP094 was found ready for the Panel, but section 1 does not present it",
        [44, 152],
        (
            "- [DP094 'Supporting prepayment customers in no SM WAN scenarios'](#)\n- [DP111",
            "- [DP111",
        ),
    ),
    Worse(
        "approved-waits-in-its-release",
        "MP115 was approved for the November 2020 Release, whose list in section 5 does not have it",
        [256, 301],
        ("- [MP115 'Changes to the NCSC Good Practice Guides'](#)\n", ""),
    ),
    Worse(
        "in-one-release",
        "SECMP0062 part 1 stands in the list of those implemented in the June 2020 Release and "
        "the list of those waiting for the November 2020 Release",
        [290, 303],
        ("(#) part 2", "(#) part 1"),
    ),
    Worse(
        "durations-are-plain",
        "MP099: its IA is given 29 WD; from 5 May 2020 to 31 May 2020 there are 19 weekdays, both days included: "
        "longer than can be",
        [196, 212],
        ("40 WD\t19 WD", "40 WD\t29 WD"),
    ),
    Worse(
        "figures-fit-their-table",
        "the summary gives a mean of 114 WD for the open IAs; their table makes it 113 WD",
        [202, 207, 212],
        ("113 WD", "114 WD"),
    ),
    Worse(
        "figures-fit-their-table",
        "the summary counts 12 completed PAs; the table has 13",
        [201, 236],
        ("13\t44 WD", "12\t44 WD"),
    ),
    Worse(
        "once-in-a-list",
        "MP077 is twice an item of one list",
        [172, 173],
        (
            "- [MP090 'Incorporation of Non GBCS Non-Mandated Alerts into the SEC'](#)\n- [MP095",
            "- [MP077 'DCC Service Flagging'](#)\n- [MP095",
        ),
    ),
    Worse(
        "once-in-a-list",
        "MP090 is twice a row of the table",
        [230, 231],
        ("MP090\tPA\t15 Apr 20", "MP090\tPA\t11 Feb 20"),
    ),
    Worse(
        "not-in-both-lists",
        "DP111 is among those going to the Refinement Process and among those going to the Report Phase",
        [45, 56],
        (
            "- [MP103 'DCC SOC2 Assessments'](#)\n- [MP118 'Communications Hub Finance Charges'](#)\n- [DP124",
            "- [DP111 'SMDA Budget Amendments'](#)\n- [MP118 'Communications Hub Finance Charges'](#)\n- [DP124",
        ),
    ),
    Worse(
        "nothing-after-the-paper",
        "DP125 was raised on 7 July 2020, after the paper (12 June 2020)",
        [24, 79],
        ("from Npower on 7 May", "from Npower on 7 July"),
    ),
    Worse(
        "what-is-to-come-lies-ahead",
        "the Working Group meeting is said to come, but 1 June 2020 was before the paper (12 June 2020)",
        [24, 179],
        ("held on 1 July", "held on 1 June"),
    ),
    Worse(
        "weeks-begin-on-mondays",
        "MP103: the week commencing 23 June 2020 begins on a Tuesday",
        [246],
        ("commencing 22 June", "commencing 23 June"),
    ),
    Worse(
        "agenda-before-its-meeting",
        "the agenda of the Working Group meeting is to be announced on 17 July 2020, not before the meeting",
        [179],
        ("announced on 17 June", "announced on 17 July"),
    ),
    Worse(
        "rows-lie-in-their-window",
        "MP122: its PA was returned on 4 June 2020, after the window (31 May 2020)",
        [196, 236],
        ("28 May 20", "4 Jun 20"),
    ),
    Worse(
        "rows-lie-in-their-window",
        "SECMP0067: its PA was returned on 31 May 2019, before the 12 months",
        [196, 225],
        ("5 Jun 19", "31 May 19"),
    ),
    Worse(
        "steps-come-in-order",
        "MP130 was determined on 26 May 2020, before it was voted on (28 May 2020)",
        [121, 260],
        ("meeting on 22 May", "meeting on 28 May"),
    ),
    Worse(
        "days-are-weekdays",
        "the Working Group meeting: 6 June 2020 is a Saturday",
        [170],
        ("held on 3 June", "held on 6 June"),
    ),
    Worse(
        "told-twice-alike",
        "MP130: the determination is approved, 26 May 2020 in section 2, and rejected, 26 May 2020 in section 4",
        [121, 268],
        ("was **approved** on 26 May", "was **rejected** on 26 May"),
    ),
    Worse(
        "paper-day-fits-its-reference",
        "SECP_81_2906_12 is for the Panel of 29 June; the paper is of 12 June 2020, "
        "and papers are issued five Working Days before",
        [5, 24],
        ("SECP_81_1906_12", "SECP_81_2906_12"),
    ),
    Worse(
        "month-fits-its-days",
        "the paper is called that of July 2020, but is of 12 June 2020",
        [8, 24],
        ("Report – June", "Report – July"),
    ),
    Worse(
        "month-fits-its-days",
        "the timescales end with April 2020, not with the month before June 2020",
        [8, 196],
        ("May 2020.\n\nSummary", "April 2020.\n\nSummary"),
    ),
    Worse(
        "wording",
        "'There is currently seven': singular verb with a number of many",
        [301],
        ("There are currently seven", "There is currently seven"),
    ),
    Worse(
        "wording",
        "'One modification were': plural verb with one",
        [293],
        (
            "One modification was implemented as a standalone release on 27",
            "One modification were implemented as a standalone release on 27",
        ),
    ),
    Worse(
        "wording",
        "no full stop after '… may be off supply'",
        [147],
        ("be off supply.", "be off supply"),
    ),
    Worse(
        "text-is-understood",
        "not understood: '31 June 2020' is not a day: June 2020 has 30 days",
        [170],
        ("held on 3 June", "held on 31 June"),
    ),
]


@pytest.mark.parametrize("worse", WORSE, ids=lambda each: each.message[:40])
def test_a_paper_worse_than_june_is_found_out(worse: Worse) -> None:
    assert text().count(worse.change[0]) == 1, "the change is in one place"
    findings = [finding for finding in check(read(with_change(worse.change))) if finding.message == worse.message]
    assert [(finding.rule, lines(finding)) for finding in findings] == [(worse.rule, worse.lines)]
    assert worse.message not in [message for _, message in found(text())]


def test_a_forecast_may_use_the_label_of_its_own_day() -> None:
    """DP124 goes to the Panel in June; its consultation is expected for MP124."""
    assert "124" not in [subject for finding in check(june()) for subject in finding.subjects]


def test_a_proposal_that_was_sent_back_may_be_voted_on_and_determined_again() -> None:
    again = "- [SECMP0067 'Service Request Traffic Management'](#) was **approved** on 29 May 2020.\n- [MP084 'Other"
    vote = "- [SECMP0067 'Service Request Traffic Management'](#) was sent to the Authority for final decision with a "
    paper = with_change(
        ("- [MP084 'Other User Panel Seating Amendment'](#) was", f"{again} User Panel Seating Amendment'](#) was"),
        ("was **sent back** on 27 May", "was **sent back** on 19 May"),
        ("\nAuthority decisions", f"{vote}recommendation to **approve**.\n\nAuthority decisions"),
    )
    rules = {finding.rule for finding in check(read(paper)) if "67" in finding.subjects}
    assert rules == {"decisions-agree", "targets-are-usual"}


def test_a_paper_may_be_issued_in_the_month_before_its_panel() -> None:
    paper = with_change(("SECP_81_1906_12", "SECP_81_0107_12"), ("12 June 2020", "24 June 2020"), ("– June", "– July"))
    assert "paper-day-fits-its-reference" not in [rule for rule, _ in found(paper)]
    assert [message for rule, message in found(paper) if rule == "month-fits-its-days"] == [
        "the timescales end with May 2020, not with the month before July 2020",
        "the timescales end with May 2020, not with the month before July 2020",
    ]


def test_a_paper_that_breaks_off_is_told_with_what_it_lacks() -> None:
    broken = text()[: text().index("4. Opine")]
    assert (
        "sections-are-there",
        "the paper says nothing of Opine, Releases; the last line that says something is line 236",
    ) in found(broken)
