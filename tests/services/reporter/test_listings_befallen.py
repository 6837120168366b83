"""What befalls few modifications is listed: held, urgent, deferred, withdrawn, appealed, split."""

from datetime import date
from typing import Any

import pytest

from services.reporter.listings.befallen import marks
from services.reporter.listings.find import UnknownModification, unknown
from services.reporter.listings.register import register
from services.reporter.views import replayed
from tests.given import history
from tests.services.reporter.test_listings import shown

HELD = """
    2021-02-01  DP238  ProposalRaised  label=DP238 title=Charges proposer.name=Ann
    2021-03-01  DP238  ProposalPutOnHold  reason="It waits." awaiting='"252"'
    2021-03-01  DP238  DependencyRecorded  depends_on='"252"'
    2021-04-01  DP238  ProposalResumed
"""
DEFERRED = """
    2020-05-11  MP127  ProposalRaised  label=DP127 title=Screening proposer.name=Ann
    2020-07-22  MP127  ChangeBoardDeferred  reason="The votes were tied." until_on=2020-08-26
    2020-08-26  MP127  ChangeBoardVoted  basis=self_governance result=approve
"""
APPEALED = """
    by 2020-05-01  MP080  ProposalNamed  label=MP080 title=DUIS
    2020-05-27  MP080  ChangeBoardVoted  basis=self_governance result=approve
    2020-06-02  MP080  AppealLodged  appellant="A Party"
    2020-07-01  MP080  AppealDetermined  outcome=overturned
"""
WITHDRAWN = """
    2021-02-01  MP117  ProposalRaised  label=MP117 title=Charges proposer.name=Ann
    2021-06-09  MP117  WithdrawalRequested  adoptable_until=2021-06-23 reason="Not worth it."
    2021-06-15  MP117  ProposalAdopted  proposer='{"name": "Cat", "organisation": "Npower"}'
"""


def listed(text: str, day: date) -> dict[str, Any]:
    (found,) = register(replayed(history(text)), day)
    return found


def test_a_hold_is_listed_with_what_it_waits_for_until_work_goes_on() -> None:
    held = listed(HELD, date(2021, 3, 31))
    assert held["on_hold"]
    assert held["hold"] == {"since": "2021-03-01", "reason": "It waits.", "awaiting": "252"}
    assert held["depends_on"] == ["252"]
    assert marks(held) == ["on hold since 2021-03-01 awaiting 252"]
    assert listed(HELD, date(2021, 4, 1))["hold"] is None


def test_a_deferral_is_listed_until_there_is_a_vote() -> None:
    deferred = listed(DEFERRED, date(2020, 7, 22))
    assert deferred["deferred"] == {"on": "2020-07-22", "until": "2020-08-26", "reason": "The votes were tied."}
    assert marks(deferred) == ["deferred on 2020-07-22 to 2020-08-26"]
    assert listed(DEFERRED, date(2020, 8, 26))["deferred"] is None


def test_an_appeal_is_pending_and_then_turns_the_decision() -> None:
    pending = listed(APPEALED, date(2020, 6, 2))
    assert (pending["appeal"]["pending"], pending["appeal"]["appellants"]) == (True, ["A Party"])
    assert (pending["stage"], marks(pending)) == ("approved", ["appealed on 2020-06-02"])
    turned = listed(APPEALED, date(2020, 7, 1))
    assert turned["decision"] == {"outcome": "rejected", "by": "authority", "on": "2020-07-01"}
    assert (turned["stage"], turned["appeal"]["pending"]) == ("rejected", False)


def test_it_is_withdrawn_until_another_adopts_it() -> None:
    withdrawn, adopted = listed(WITHDRAWN, date(2021, 6, 9)), listed(WITHDRAWN, date(2021, 6, 15))
    assert (withdrawn["stage"], withdrawn["state"]) == ("withdrawn", "adoption_window")
    assert marks(withdrawn) == ["withdrawn on 2021-06-09, adoptable until 2021-06-23"]
    assert (adopted["stage"], adopted["withdrawal"]) == ("refine", None)
    assert adopted["proposer"] == {"name": "Cat", "organisation": "Npower"}


@pytest.mark.parametrize(("answer", "urgency"), [("", "requested"), ("UrgencyRefused", "refused")])
def test_urgency_that_was_not_granted_is_listed_and_not_urgent(answer: str, urgency: str) -> None:
    text = (
        "2020-05-12  MP130  ProposalRaised  label=MP130 title=CH proposer.name=Ann\n2020-05-15  MP130  UrgencyRequested"
    )
    found = listed(f"{text}\n2020-05-18  MP130  {answer}" if answer else text, date(2020, 5, 18))
    assert (found["urgent"], found["urgency"]) == (False, urgency)


def test_the_whole_is_listed_as_split_and_its_parts_from_that_day_on() -> None:
    text = """
    2019-11-01  MP102  ProposalRaised  label=DP102 title=Outages proposer.name=Ann
    2019-11-01  MP102B  ProposalRaised  label=MP102B title=Later proposer.name=Ann known=2020-03-04
    2020-03-04  MP102  ProposalSplit  children='[{"suffix": "B", "title": "Later"}]'
    2020-03-04  MP102B  ProposalSplitOff  parent='"102"'
    """
    rows = replayed(history(text))
    assert [row["ref"] for row in register(rows, date(2020, 3, 3))] == ["DP102"]
    whole, part = register(rows, date(2020, 3, 4))
    assert (whole["stage"], whole["split_into"]) == ("split", ["102B"])
    assert (part["stage"], part["split_from"], part["raised_on"]) == ("refine", "102", "2019-11-01")


def test_one_modification_is_shown_with_what_is_seldom_asked_for() -> None:
    text = f"{HELD}\n2021-04-02  DP238  SolutionChanged  summary=Shorter"
    assert shown(text, "DP238", date(2021, 4, 1))["particulars"] is None
    assert shown(text, "DP238", date(2021, 4, 2))["particulars"]["solution"] == "Shorter"


def test_a_draft_of_a_problem_statement_is_not_listed() -> None:
    received = "2021-01-05  DP117  ProblemStatementReceived  title=Charges"
    assert register(replayed(history(received)), date(2021, 1, 5)) == []


def test_a_slip_of_the_finger_is_guessed() -> None:
    assert isinstance(unknown("MP120", ["102", "700", "701", "702"]), UnknownModification)
    assert "Near ones: 102, 700, 701." in str(unknown("MP120", ["102", "700", "701", "702"]))
    assert "210" in str(unknown("MP120", ["118", "119", "121", "122", "210"]))
