"""The paper of June 2020, SECP_81_1906_12, line for line where it is right, and right where it is not."""

import pytest

from services.reporter.report import Chart
from tests.services.reporter.papers import june, rows, under


def test_the_head_is_that_of_the_paper() -> None:
    assert [line.text for line in june().head[1:]] == [
        "**Paper Reference:** SECP_81_1906_12",
        "**Action:** For Decision",
        "Change Status Report – June 2020",
    ]
    assert june().head[0].text.startswith("This document is classified as **White** in accordance with the Panel")


def test_who_signs_it_follows_what_is_recommended() -> None:
    lines = [line.text for block in june().sections[1].blocks[:4] for line in (block.line,)]  # type: ignore[union-attr]
    assert lines == [
        "The Panel is requested to **NOTE** the contents of this report.",
        "Holly Burton",
        "SECAS Team",
        "12 June 2020",
    ]


def test_seven_go_to_refinement_and_four_to_the_report_phase() -> None:
    refinement = under(june(), "Recommended to proceed to Refinement Process")
    assert refinement[0] == (
        "There are seven Draft Proposals being presented to the Panel for progression to the Refinement Process this "
        "month:"
    )
    assert [line[3:8] for line in refinement[1:]] == ["DP094", "DP111", "DP125", "DP128", "DP129", "DP132", "DP134"]
    report_phase = under(june(), "Recommended to proceed to Report Phase")
    assert report_phase[0] == (
        "There are four Modification Reports being presented to the Panel for progression to the Report Phase this "
        "month:"
    )
    assert [line[3:8] for line in report_phase[1:]] == ["MP103", "MP118", "DP124", "DP127"]


def test_the_summary_has_all_three_determinations_where_the_published_one_has_two() -> None:
    assert under(june(), "Decisions") == [
        "The Change Board approved two Modification Proposals under Self-Governance this month:",
        "- [MP080 'Managing DUIS uplifts'](#mp080)",
        "- [MP115 'Changes to the NCSC Good Practice Guides'](#mp115)",
        "The Authority issued determinations on three Modification Proposals this month:",
        "- [SECMP0067 'Service Request Traffic Management'](#secmp0067) – sent back",
        "- [MP084 'Other User Panel Seating Amendment'](#mp084) – rejected",
        "- [MP130 'CH order and delivery changes due to COVID-19'](#mp130) – approved",
    ]


@pytest.mark.parametrize(
    ("label", "raised"),
    [
        ("DP125", "[DP125 'Correcting the ESME variant'](#dp125) was raised by John Noad from Npower on 7 May 2020."),
        (
            "DP127",
            "[DP127 'SMKI RAPP Security Screening clarification'](#dp127) was raised by Gordon Hextall on behalf of "
            "the Security Sub-Committee (SSC) on 11 May 2020.",
        ),
        (
            "DP134",
            "[DP134 'Use of SMKI Certificates relating to a SoLR event'](#dp134) was raised by Easton Brown from the "
            "DCC on 29 May 2020.",
        ),
    ],
)
def test_a_new_proposal_says_who_raised_it(label: str, raised: str) -> None:
    assert under(june(), label)[0] == raised


def test_what_became_of_mp130_is_told_from_what_was_recorded_of_it() -> None:
    assert under(june(), "MP130")[-1] == (
        "The Proposer requested this be treated as an Urgent Proposal. This request was approved by the Authority. "
        "On 22 May 2020, the Change Board voted to recommend the Authority approve this Modification Proposal. The "
        "Authority approved this modification on 26 May 2020. It was implemented on 27 May 2020."
    )


def test_a_proposal_named_in_a_problem_stays_a_link() -> None:
    assert (
        "[SECMP0018 'Standard Electricity Distributor Configuration Settings'](#secmp0018)" in under(june(), "DP131")[2]
    )


def test_the_csc_decided_at_a_meeting_and_then_by_correspondence() -> None:
    lines = under(june(), "Change Sub-Committee decisions")
    assert lines[0] == (
        "On 26 May 2020, the Change Sub-Committee (CSC) determined that the following Draft Proposals were ready to be "
        "presented to the Panel for conversion to a Modification Proposal:"
    )
    assert lines[7] == (
        "On 4 June 2020, the CSC subsequently agreed via correspondence that the following Draft Proposals should be "
        "presented to the Panel for conversion to a Modification Proposal:"
    )
    assert [line[3:8] for line in lines[1:7]] == ["DP094", "DP124", "DP125", "DP127", "DP128", "DP129"]
    assert [line[3:8] for line in lines[8:]] == ["DP132", "DP134"]


def test_working_group_consultations_and_requests_read_as_in_the_paper() -> None:
    working_group = under(june(), "Working Group meetings")
    assert working_group[0] == (
        "The last monthly Working Group meeting was held on 3 June 2020, and included the following modifications:"
    )
    assert working_group[-1] == (
        "The next monthly Working Group meeting will be held on 1 July 2020, and the provisional agenda for this "
        "session will be announced on 17 June 2020."
    )
    assert under(june(), "Refinement Consultations") == [
        "There are currently no Modification Proposals out for Refinement Consultation.",
        "The following Refinement Consultations are expected to be issued in the week commencing 8 June 2020:",
        "- [MP090 'Incorporation of Non GBCS Non-Mandated Alerts into the SEC'](#mp090)",
        "- [MP122 'Operational Metrics'](#mp122)",
    ]
    assert under(june(), "Impact Assessment requests") == [
        "No Impact Assessments were requested at the May 2020 Change Board meeting."
    ]


def test_the_tables_of_assessments_are_those_of_the_paper() -> None:
    assert rows(june(), "Summary") == [
        ("Preliminary Assessments open", "6", "78 WD"),
        ("Preliminary Assessments completed in the last 12 months", "13", "44 WD"),
        ("Impact Assessments open", "3", "113 WD"),
        ("Impact Assessments completed in the last 12 months", "5", "79 WD"),
    ]
    assert rows(june(), "Open Assessments") == [
        ("SECMP0007", "IA", "6 Feb 20", "40 WD", "82 WD"),
        ("SECMP0056", "IA", "2 Jul 19", "40 WD", "239 WD"),
        ("SECMP0066", "PA", "13 Jun 19", "15 WD", "252 WD"),
        ("MP078", "PA", "17 Apr 20", "15 WD", "31 WD"),
        ("MP092", "PA", "2 Dec 19", "15 WD", "130 WD"),
        ("MP099", "IA", "5 May 20", "40 WD", "19 WD"),
        ("MP106", "PA", "26 Mar 20", "15 WD", "34 WD"),
        ("MP107", "PA", "20 Apr 20", "15 WD", "21 WD"),
        ("MP109", "PA", "26 May 20", "15 WD", "1 WD"),
    ]
    completed = rows(june(), "Assessments completed in the last 12 months")
    assert len(completed) == 18
    assert completed[6:8] == [
        ("SECMP0067", "PA", "5 Jun 19", "25 WD", "24 WD"),
        ("SECMP0067", "IA", "12 Mar 20", "40 WD", "17 WD"),
    ]
    assert completed[11:13] == [
        ("MP090", "PA", "11 Feb 20", "15 WD", "58 WD"),
        ("MP090", "PA", "15 Apr 20", "15 WD", "17 WD"),
    ]


def test_a_forecast_has_the_label_and_title_that_the_proposal_will_have() -> None:
    assert under(june(), "Modification Report Consultations")[1:] == [
        "The following Modification Report Consultations are expected to be issued in the week commencing 22 June "
        "2020:",
        "- [MP103 'DCC SOC2 Assessments'](#mp103)",
        "- [MP118 'Communications Hub Finance Charges'](#mp118)",
        "- [MP124 'Consequential changes to DUIS and MMC'](#mp124)",
        "- [MP127 'SMKI RAPP Security Screening clarification'](#dp127)",
    ]


def test_the_regular_change_board_comes_before_the_ad_hoc_one() -> None:
    assert under(june(), "Change Board votes") == [
        "The Change Board voted on two modifications on 27 May 2020:",
        "- [MP080 'Managing DUIS uplifts'](#mp080) was **approved** under Self-Governance for implementation in the "
        "November 2020 SEC Release.",
        "- [MP115 'Changes to the NCSC Good Practice Guides'](#mp115) was **approved** under Self-Governance for "
        "implementation in the November 2020 SEC Release.",
        "The Change Board voted on the following modification during an ad-hoc Change Board meeting on 22 May 2020:",
        "- [MP130 'CH order and delivery changes due to COVID-19'](#mp130) was sent to the Authority for final "
        "decision with a recommendation to **approve**.",
    ]


def test_the_authority_decided_three_and_has_one() -> None:
    assert under(june(), "Authority decisions") == [
        "The Authority issued determinations on the following modifications:",
        "- [SECMP0067 'Service Request Traffic Management'](#secmp0067) was **sent back** on 27 May 2020 for further "
        "work.",
        "- [MP084 'Other User Panel Seating Amendment'](#mp084) was **rejected** on 27 May 2020.",
        "- [MP130 'CH order and delivery changes due to COVID-19'](#mp130) was **approved** on 26 May 2020 for "
        "implementation one Working Day following approval.",
        "There is one Modification Proposal currently with the Authority for decision:",
        "- [MP088 'Power to raise modifications'](#mp088)",
    ]
    assert rows(june(), "Proposal timescales") == [
        ("Proposals open (pre-decision)", "60", "279 WD"),
        ("Proposals concluded in the last 12 months", "23", "115 WD"),
    ]


def test_releases_come_with_their_days_parts_and_exceptions() -> None:
    lines = under(june(), "SEC Releases")
    assert lines[0] == "Three modifications were implemented in the June 2020 Release (6 May 2020):"
    assert lines[2].endswith("(#secmp0062) part 1")
    assert lines[3] == "- [MP114 'Alt HAN P2P Charging Data'](#mp114) (implemented on 7 May 2020)"
    assert lines[4] == "One modification was implemented as a standalone release on 27 May 2020:"
    assert lines[6] == "One modification was implemented as a standalone release on 29 May 2020:"
    assert lines[8] == (
        "There are currently seven modifications approved for implementation in the November 2020 Release "
        "(5 November 2020):"
    )
    assert lines[9].endswith("(#secmp0062) part 2")
    assert len(lines) == 16


def test_the_chart_says_how_much_of_the_whole_it_shows() -> None:
    chart = next(block for section in june().sections for block in section.blocks if isinstance(block, Chart))
    assert chart.headline == "35 of the 60 proposals stated as open"
    assert chart.subtitle == (
        "Recorded proposals by stage on 12 June 2020. Four of those in Refine are known only by an assessment that the "
        "DCC returned."
    )
    assert [(bar.label, bar.value) for bar in chart.bars] == [
        ("Define", 12),
        ("Refine", 20),
        ("Opine", 3),
        ("Approved", 7),
    ]


def test_at_a_glance_one_sees_what_is_asked_what_is_late_and_what_is_in_doubt() -> None:
    assert [line.text for line in june().glance] == [
        "The Panel is asked to **NOTE** the contents of this report. Presented to the same meeting: seven Draft "
        "Proposals for the Refinement Process and four Modification Reports for the Report Phase.",
        "**Seven of nine open DCC assessments** are over target. The longest over: the Preliminary Assessment of "
        "SECMP0066, 252 WD against 15.",
        "[15 findings](#notes) on this paper and the facts behind it.",
    ]


def test_every_line_of_the_paper_rests_on_facts_but_for_the_words_of_the_template() -> None:
    free = [
        said.kind
        for section in june().sections
        for block in section.blocks
        if hasattr(block, "line") and not block.line.evidence
        for said in block.line.says
    ]
    assert set(free) == {"recommendation", "stated_count", "window"}
