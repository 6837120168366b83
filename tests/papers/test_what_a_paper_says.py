"""What the blocks of the June 2020 paper say, as statements; values are those printed in it."""

import pytest

from shared.papers.statement import Value
from tests.papers.june import june, on_line, told

Said = tuple[str, str, str, dict[str, Value]]
NCSC = "Changes to the NCSC Good Practice Guides"
CH = "CH order and delivery changes due to COVID-19"
ALERTS = "Northbound Application Traffic Management – Alert Storm Protection"

BLOCKS: dict[int, list[Said]] = {
    3: [("header", "classification", "paper", {"word": "White"})],
    5: [("header", "paper_reference", "paper", {"ref": "SECP_81_1906_12"})],
    6: [("header", "action", "paper", {"text": "For Decision"})],
    8: [("header", "paper_title", "paper", {"text": "Change Status Report", "month": "2020-06"})],
    18: [("recommendations", "recommendation", "panel", {"verb": "NOTE", "about": "the contents of this report"})],
    20: [("header", "author", "paper", {"name": "Holly Burton", "team": "SECAS Team"})],
    24: [("header", "issued", "paper", {"on": "2020-06-12"})],
    28: [
        (
            "header",
            "attachment",
            "Appendix A",
            {"title": "DCC Preliminary Assessments and Impact Assessments update"},
        )
    ],
    42: [("summary", "stated_count", "agenda.refinement", {"n": 7, "noun": "Draft Proposal"})],
    45: [
        (
            "summary",
            "agenda_item",
            "111",
            {
                "list": "agenda.refinement",
                "purpose": "refinement",
                "label": "DP111",
                "title": "SMDA Budget Amendments",
            },
        )
    ],
    68: [("summary", "stated_count", "decisions.authority", {"n": 2, "noun": "Modification Proposal"})],
    70: [
        (
            "summary",
            "decided",
            "84",
            {
                "list": "decisions.authority",
                "body": "authority",
                "outcome": "rejected",
                "label": "MP084",
                "title": "Other User Panel Seating Amendment",
            },
        )
    ],
    91: [
        (
            "define",
            "raised",
            "127",
            {
                "list": "new_proposals",
                "label": "DP127",
                "title": "SMKI RAPP Security Screening clarification",
                "person": "Gordon Hextall",
                "organisation": None,
                "on_behalf_of": "Security Sub-Committee (SSC)",
                "on": "2020-05-11",
            },
        )
    ],
    121: [
        ("define", "urgency_requested", "130", {}),
        ("define", "urgency_granted", "130", {"by": "authority"}),
        (
            "define",
            "voted",
            "130",
            {
                "list": None,
                "on": "2020-05-22",
                "ad_hoc": None,
                "basis": "recommendation",
                "result": "approve",
                "release": None,
                "label": None,
                "title": None,
            },
        ),
        (
            "define",
            "determined",
            "130",
            {
                "list": None,
                "on": "2020-05-26",
                "outcome": "approved",
                "implementation_wd_after": None,
                "label": None,
                "title": None,
            },
        ),
        (
            "define",
            "implemented",
            "130",
            {"list": None, "release": None, "on": "2020-05-27", "part": None, "label": None, "title": None},
        ),
    ],
    161: [
        (
            "define",
            "meeting_held",
            "meeting/csc/2020-06-04",
            {"body": "csc", "on": "2020-06-04", "mode": "correspondence", "ad_hoc": 0},
        )
    ],
    163: [
        (
            "define",
            "ready",
            "132",
            {
                "list": "ready.2020-06-04",
                "on": "2020-06-04",
                "mode": "correspondence",
                "label": "DP132",
                "title": "DLMS references in GBCS",
            },
        )
    ],
    175: [
        (
            "refine",
            "discussed",
            "102B",
            {
                "list": "discussed.2020-06-03",
                "on": "2020-06-03",
                "label": "MP102B",
                "title": "Power Outage Alerts triggered by an OTA firmware upgrade – enduring solution",
            },
        )
    ],
    179: [
        (
            "refine",
            "meeting_scheduled",
            "meeting/working_group/2020-07-01",
            {"body": "working_group", "on": "2020-07-01", "agenda_on": "2020-06-17"},
        )
    ],
    183: [("refine", "stated_count", "consultations.refinement.open", {"n": 0, "noun": "Modification Proposal"})],
    188: [
        (
            "refine",
            "consultation_planned",
            "122",
            {
                "list": "consultations.refinement.expected.2020-06-08",
                "type": "refinement",
                "week_commencing": "2020-06-08",
                "label": "MP122",
                "title": "Operational Metrics",
            },
        )
    ],
    192: [("refine", "stated_count", "ia_requested.2020-05", {"n": 0, "noun": "Impact Assessment"})],
    196: [("refine", "window", "assessments", {"months": 12, "to": "2020-05-31"})],
    203: [
        ("refine", "figure", "assessments.ia.completed.count", {"value": 5, "unit": ""}),
        ("refine", "figure", "assessments.ia.completed.mean_wd", {"value": 79, "unit": "WD"}),
    ],
    207: [
        (
            "refine",
            "assessment_open",
            "7",
            {"label": "SECMP0007", "kind": "IA", "accepted_on": "2020-02-06", "target_wd": 40, "duration_wd": 82},
        )
    ],
    236: [
        (
            "refine",
            "assessment_completed",
            "122",
            {"label": "MP122", "kind": "PA", "returned_on": "2020-05-28", "target_wd": 15, "duration_wd": 10},
        )
    ],
    253: [
        (
            "opine",
            "meeting_held",
            "meeting/change_board/2020-05-27",
            {"body": "change_board", "on": "2020-05-27", "mode": "meeting", "ad_hoc": 0},
        ),
        ("opine", "stated_count", "votes.2020-05-27", {"n": 2, "noun": "modification"}),
    ],
    256: [
        (
            "opine",
            "voted",
            "115",
            {
                "list": "votes.2020-05-27",
                "on": "2020-05-27",
                "ad_hoc": 0,
                "basis": "self_governance",
                "result": "approve",
                "release": "2020-11",
                "label": "MP115",
                "title": NCSC,
            },
        )
    ],
    260: [
        (
            "opine",
            "voted",
            "130",
            {
                "list": "votes.2020-05-22",
                "on": "2020-05-22",
                "ad_hoc": 1,
                "basis": "recommendation",
                "result": "approve",
                "release": None,
                "label": "MP130",
                "title": CH,
            },
        )
    ],
    268: [
        (
            "opine",
            "determined",
            "130",
            {
                "list": "determinations",
                "on": "2020-05-26",
                "outcome": "approved",
                "implementation_wd_after": 1,
                "label": "MP130",
                "title": CH,
            },
        )
    ],
    272: [
        (
            "opine",
            "with_authority",
            "88",
            {"list": "with_authority", "label": "MP088", "title": "Power to raise modifications"},
        )
    ],
    280: [
        ("opine", "figure", "proposals.open.count", {"value": 60, "unit": ""}),
        ("opine", "figure", "proposals.open.mean_wd", {"value": 279, "unit": "WD"}),
    ],
    287: [
        ("releases", "release_live", "release/2020-06", {"name": "2020-06", "on": "2020-05-06"}),
        ("releases", "stated_count", "implemented.2020-06", {"n": 3, "noun": "modification"}),
    ],
    291: [
        (
            "releases",
            "implemented",
            "114",
            {
                "list": "implemented.2020-06",
                "release": "2020-06",
                "on": "2020-05-07",
                "part": None,
                "label": "MP114",
                "title": "Alt HAN P2P Charging Data",
            },
        )
    ],
    293: [
        (
            "releases",
            "release_live",
            "release/standalone/2020-05-27",
            {"name": "standalone/2020-05-27", "on": "2020-05-27"},
        ),
        ("releases", "stated_count", "implemented.standalone/2020-05-27", {"n": 1, "noun": "modification"}),
    ],
    303: [
        (
            "releases",
            "assigned",
            "62",
            {"list": "approved.2020-11", "release": "2020-11", "part": 2, "label": "SECMP0062", "title": ALERTS},
        )
    ],
}


@pytest.mark.parametrize("line", BLOCKS)
def test_a_line_says(line: int) -> None:
    assert [told(statement) for statement in on_line(june(), line)] == BLOCKS[line]


def test_every_list_has_the_items_that_are_printed() -> None:
    lists: dict[str, int] = {}
    for statement in june().statements:
        if of := statement.values.get("list"):
            lists[str(of)] = lists.get(str(of), 0) + 1
    assert lists == {
        "agenda.refinement": 7,
        "agenda.report_phase": 4,
        "decisions.change_board": 2,
        "decisions.authority": 2,
        "new_proposals": 10,
        "ready.2020-05-26": 6,
        "ready.2020-06-04": 2,
        "discussed.2020-06-03": 6,
        "consultations.refinement.expected.2020-06-08": 2,
        "consultations.modification_report.expected.2020-06-22": 4,
        "votes.2020-05-27": 2,
        "votes.2020-05-22": 1,
        "determinations": 3,
        "with_authority": 1,
        "implemented.2020-06": 3,
        "implemented.standalone/2020-05-27": 1,
        "implemented.standalone/2020-05-29": 1,
        "approved.2020-11": 7,
    }


def test_who_raised_is_named_without_articles() -> None:
    raised = {s.subject: s for s in june().statements if s.kind == "raised"}
    assert raised["128"]["organisation"] == "Cadent Gas"
    assert raised["129"]["organisation"] == raised["134"]["organisation"] == "DCC"
    assert raised["132"]["organisation"] == "Landis & Gyr"


def problem(stream: str) -> list[str]:
    return [str(s["text"]) for s in june().statements if s.kind == "problem" and s.subject == stream]


def test_a_paragraph_that_a_page_parted_is_one() -> None:
    (text,) = problem("128")
    assert "to Gas Network Operators since they do not receive Alerts. Consequently" in text
    assert {99, 101} <= june().said_on


def test_what_happened_since_is_no_part_of_the_problem() -> None:
    first, second, third = problem("130")
    assert first.startswith("The current UK Government") and second.startswith("The manufacturers")
    assert third.endswith("the unnecessary movement of Communications Hub stock.")


def test_a_proposal_named_in_a_problem_stays_a_link_and_is_mentioned() -> None:
    assert problem("131")[1].startswith(
        "Following implementation of [SECMP0018 'Standard Electricity Distributor Configuration Settings'](#SECMP0018)"
    )
    assert [told(s) for s in on_line(june(), 129)][1] == (
        "define",
        "mentioned",
        "18",
        {"label": "SECMP0018", "title": "Standard Electricity Distributor Configuration Settings"},
    )


def test_places_name_the_line_and_the_headings_above_it() -> None:
    (vote,) = on_line(june(), 256)
    assert vote.place is not None
    assert (vote.place.line, vote.place.where) == (256, "4. Opine / Change Board votes")
    (row,) = on_line(june(), 215)
    assert row.place is not None
    assert row.place.where == "3. Refine / DCC Assessment timescales / Open Assessments / MP109"
