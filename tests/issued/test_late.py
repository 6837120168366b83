"""Facts that come after a paper went out list the papers they touch, and what is otherwise there."""

import json

import pytest

from services.reporter.press.press import Press
from tests.cli.at_hand import secchange_on, system_at_hand
from tests.given import entries
from tests.issued.press import built, issued

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120), pytest.mark.usefixtures("light")]

LATER = entries(
    """
    2020-05-29  MP099  AssessmentReturned  IA 1 target_wd=40 known=2020-07-02
    2020-06-17  DP132  ProposalWithdrawn
    2020-10-30  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
    """
)
"""The return of MP099 was told after the paper, and is of its days; what came later is of later papers."""


def test_a_late_return_touches_the_paper_that_shows_it_open(press: Press, june: str) -> None:
    built(press)
    issued(press)
    with system_at_hand(june) as system:
        system.settle()
        before = secchange_on(system, "report", "late")
        assert (before.code, before.out) == (0, "No fact touches a paper that is out.\n")

        press.log.import_entries(LATER)
        told = secchange_on(system, "report", "late", "--json")
        assert told.code == 3, told.err
        (found,) = json.loads(told.out)
        assert (found["fact"], found["type"], found["day"]) == ("99#5", "AssessmentReturned", "2020-05-29")
        assert found["known_at"].startswith("2020-07-02T")
        (paper,) = found["papers"]
        assert (paper["paper"], paper["month"]) == ("2020-06 as issued", "2020-06")
        figures = {each["name"]: (each["before"], each["after"], each["kind"]) for each in paper["figures"]}
        assert figures["assessments.ia.open.mean_wd"] == ("113 WD", "161 WD", "R1")
        assert {each["section"] for each in paper["rows"]} == {"refine"}

        lines = secchange_on(system, "report", "late").out.splitlines()
        when = f"(on 2020-05-29, known 2020-07-02, position {found['position']})"
        assert lines[0] == f"99#5: Impact Assessment 1 returned, target 40 WD {when}"
        row = next(line.split("  ") for line in lines if "assessments.ia.open.mean_wd" in line)
        assert [cell.strip() for cell in row if cell][1:] == [
            *("assessments.ia.open.mean_wd", "113 WD", "161 WD", "R1 late data"),
        ]
        assert secchange_on(system, "report", "late", "--since", str(found["position"])).code == 0


def test_whoever_records_it_is_told_which_papers_speak_of_its_day(press: Press, june: str) -> None:
    given = ("command", "ReturnAssessment", "--evidence", "A letter", "--kind")
    said = "It is of days of which papers that are out speak: 2020-06. `secchange report late` tells whether"
    with system_at_hand(june) as system:
        system.settle()
        before = secchange_on(system, *given, "IA", "--ref", "MP099", "--on", "2020-05-29")
        built(press)
        issued(press)
        late = secchange_on(system, *given, "PA", "--ref", "MP106", "--on", "2020-06-12")
        after = secchange_on(system, *given, "PA", "--ref", "MP107", "--on", "2020-06-15")
    assert [(ran.code, said in ran.err) for ran in (before, late, after)] == [(0, False), (0, True), (0, False)], after
