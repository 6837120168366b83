"""A month built wholly from commands: what is known of May to July 2020, and nothing else, makes the papers.

Of MP130 no source tells what lies between the grant of urgency and the vote; the Code asks for it, so it is told with
that as its evidence. What was raised before May cannot be told from the paper, so votes on it are not there.
"""

import json
from typing import Any

import pytest

from services.cli.system import System
from tests.cli.at_hand import secchange_on
from tests.cli.command import PROJECT

pytestmark = pytest.mark.integration

MONTHS = PROJECT / "tests" / "examples" / "may_to_july_2020.ndjson"
MP130 = "MP130 'CH order and delivery changes due to COVID-19'"


@pytest.fixture
def told(system: System) -> System:
    ran = secchange_on(system, "command", "--bulk", str(MONTHS), "--all")
    assert (ran.code, ran.err) == (0, "")
    return system


def section(system: System, id: str, month: str = "2020-06") -> list[str]:
    report = json.loads(secchange_on(system, "report", "build", month, "--format", "json").out)
    (found,) = [each for each in report["sections"] if each["id"] == id]
    return [line["text"] for line in found["lines"]]


def has(lines: list[str], *words: str) -> bool:
    return any(all(word in line for word in words) for line in lines)


def test_the_paper_of_june_tells_what_was_commanded(told: System) -> None:
    define, opine, releases = (section(told, id) for id in ("define", "opine", "releases"))
    for ref in ("DP125", "DP126", "DP127", "DP128", "DP129", "MP130", "DP131", "DP132", "DP133", "DP134"):
        assert has(define, ref, "was raised by"), ref
    assert has(define, "On 26 May 2020, the Change Sub-Committee (CSC) determined")
    assert has(define, "On 4 June 2020, the CSC subsequently agreed via correspondence")
    assert has(opine, "ad-hoc Change Board meeting on 22 May 2020")
    assert has(opine, MP130, "with a recommendation to **approve**")
    assert has(opine, MP130, "**approved** on 26 May 2020 for implementation one Working Day following approval")
    assert has(releases, "One modification was implemented as a standalone release on 27 May 2020")
    summary = section(told, "summary")
    assert has(summary, "There are five Draft Proposals being presented to the Panel")
    assert has(summary, "There is one Modification Report being presented to the Panel")


def test_a_section_without_facts_says_so_and_nothing_is_invented(told: System) -> None:
    refine, opine, releases = (section(told, id) for id in ("refine", "opine", "releases"))
    assert has(refine, "There are currently no Modification Proposals out for Refinement Consultation.")
    assert has(refine, "No Impact Assessments were requested at the May 2020 Change Board meeting.")
    assert has(opine, "There are no Modification Proposals currently with the Authority for decision.")
    assert has(releases, "There are currently no modifications approved and waiting for implementation.")
    everything = secchange_on(told, "report", "build", "2020-06").out
    for ref in ("MP080", "MP115", "MP084", "SECMP0067", "DP094", "DP111", "DP124"):
        assert ref not in everything


def test_the_urgent_path_of_mp130_is_its_trail(told: System) -> None:
    shown = json.loads(secchange_on(told, "register", "show", "SECMP130", "--trail", "--json").out)
    steps: dict[str, Any] = {step["type"]: step for step in shown["trail"]}
    days = {type_: step["occurred_on"] for type_, step in steps.items()}
    assert (days["ProposalRaised"], days["UrgencyRequested"], days["UrgencyGranted"]) == (
        *("2020-05-12", "2020-05-15", "2020-05-18"),
    )
    assert (days["ChangeBoardVoted"], days["AuthorityDetermined"], days["ProposalImplemented"]) == (
        *("2020-05-22", "2020-05-26", "2020-05-27"),
    )
    assert shown["implementations"][0]["planned_on"] == "2020-05-27"
    unknown = {type_ for type_, step in steps.items() if "no source tells it" in step["source"]["ref"]}
    assert unknown == {
        *("PathDetermined", "ModificationReportSubmitted", "ReportPhaseApproved"),
        *("ConsultationOpened", "ConsultationClosed"),
    }


def test_the_paper_of_july_tells_the_conversions_the_withdrawal_and_the_deferral(told: System) -> None:
    since = section(told, "summary", "2020-07")
    for ref in ("MP125", "MP128", "MP129", "MP134"):
        assert has(since, ref, "was converted to a Modification Proposal on 19 June 2020", "Refinement Process"), ref
    assert has(since, "MP127", "converted", "to proceed to the Report Phase")
    assert has(since, "DP132", "**withdrawn** on 17 June 2020")
    assert has(since, "MP127", "had its vote deferred by the Change Board on 22 July 2020, to 26 August 2020")
    assert not has(since, "MP132")


def test_the_same_file_again_adds_nothing(told: System) -> None:
    head = told.log.head()
    assert secchange_on(told, "command", "--bulk", str(MONTHS)).code == 0
    assert told.log.head() == head
