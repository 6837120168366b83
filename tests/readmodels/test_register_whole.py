"""What the register tells of a modification beside its stages: whose it is, what holds it, what became of it."""

from datetime import date

import pytest

from shared.readmodels import REGISTER
from shared.readmodels.as_json import as_json
from tests.readmodels.reading import row

RAISED = "2021-02-01  DP117  ProposalRaised  label=DP117 title=Charges proposer.name=Ann proposer.organisation=DCC"
WITHDRAWN = f"""
{RAISED}
2021-03-12  MP117  ProposalConverted  route=refinement
2021-06-09  MP117  WithdrawalRequested  adoptable_until=2021-06-23 reason="Not worth it."
"""


def test_a_changed_title_stands_from_its_day_whatever_papers_go_on_to_print() -> None:
    found = row(
        REGISTER,
        f"""
        {RAISED}
        2021-03-01  MP117  TitleChanged  title="Finance charges"
        by 2021-04-01  MP117  ProposalNamed  label=MP117 title=Charges times=9
        """,
    )
    titles = [found.title_at(date(2021, month, 28)) for month in (2, 3, 4)]
    assert titles == ["Charges", "Finance charges", "Finance charges"]


def test_it_is_whose_it_was_made_last() -> None:
    found = row(
        REGISTER,
        f"""
        {RAISED}
        2021-02-10  MP117  ProposerChanged  proposer='{{"name": "Bob", "organisation": "Npower"}}'
        2021-06-09  MP117  WithdrawalRequested  adoptable_until=2021-06-23
        2021-06-15  MP117  ProposalAdopted  proposer.name=Cat
        """,
    )
    whose = [found.proposer_at(date(2021, *day)) for day in ((2, 9), (2, 10), (6, 14), (6, 15))]
    assert [proposer.name for proposer in whose if proposer] == ["Ann", "Bob", "Bob", "Cat"]


def test_it_may_be_adopted_until_the_window_closes() -> None:
    """MP117: withdrawn on 9 June 2021, adoptable until 23 June."""
    found = row(REGISTER, f"{WITHDRAWN}\n2021-06-23  MP117  AdoptionWindowClosed")
    states = [turn.state for turn in found.turns]
    assert states == ["draft_proposal", "in_refinement", "adoption_window", "withdrawn"]
    assert found.withdrawal_at(date(2021, 6, 8)) is None
    withdrawal = found.withdrawal_at(date(2021, 6, 9))
    assert withdrawal
    assert (withdrawal.adoptable_until, withdrawal.reason) == (date(2021, 6, 23), "Not worth it.")
    assert found.settled_on == date(2021, 6, 23)


def test_what_was_adopted_is_withdrawn_no_more() -> None:
    found = row(REGISTER, f"{WITHDRAWN}\n2021-06-15  MP117  ProposalAdopted  proposer.name=Cat")
    assert found.withdrawal_at(date(2021, 6, 14))
    assert found.withdrawal_at(date(2021, 6, 15)) is None
    assert found.stage_at(date(2021, 6, 15)) == "refine"


def test_a_draft_proposal_that_is_withdrawn_is_called_as_before() -> None:
    """DP132, withdrawn on 17 June 2020."""
    withdrawn = "2020-05-21  DP132  ProposalRaised  label=DP132 title=DLMS proposer.name=Ann\n2020-06-17  DP132  {}"
    assert row(REGISTER, withdrawn.format("ProposalWithdrawn")).label_at(date(2020, 6, 17)) == "DP132"
    assert row(REGISTER, "2020-06-17  MP117  ProposalWithdrawn").label_at(date(2020, 6, 17)) == "MP117"


def test_a_hold_names_what_it_waits_for_until_work_goes_on() -> None:
    found = row(
        REGISTER,
        f"""
        {RAISED}
        2021-03-01  MP117  ProposalPutOnHold  reason="It waits." awaiting='"252"'
        2021-03-01  MP117  DependencyRecorded  depends_on='"252"'
        2021-04-01  MP117  ProposalResumed
        """,
    )
    hold = found.hold_at(date(2021, 3, 31))
    assert hold
    assert (hold.reason, hold.awaiting) == ("It waits.", "252")
    assert found.hold_at(date(2021, 4, 1)) is None
    assert [(tie.how, tie.other) for tie in found.ties] == [("depends_on", "252")]


@pytest.mark.parametrize(("line", "answer"), [("UrgencyGranted", "granted"), ("UrgencyRefused", "refused")])
def test_urgency_is_asked_for_and_answered(line: str, answer: str) -> None:
    found = row(REGISTER, f"2020-05-15  MP130  UrgencyRequested  by=panel\n2020-05-18  MP130  {line}")
    told = [found.urgency_at(date(2020, 5, day)) for day in (14, 15, 18)]
    assert [each and each[0] for each in told] == [None, "requested", answer]


def test_parts_are_there_from_the_day_of_the_split_and_keep_the_day_on_which_the_whole_was_raised() -> None:
    whole = row(
        REGISTER,
        """
        2019-11-01  MP102  ProposalRaised  label=DP102 title=Outages proposer.name=Ann
        2020-03-04  MP102  ProposalSplit  children='[{"suffix": "A", "title": "Now"},{"suffix": "B", "title": "Later"}]'
        """,
    )
    assert [(tie.how, tie.other) for tie in whole.ties] == [("split_into", "102A"), ("split_into", "102B")]
    assert (whole.stage_at(date(2020, 3, 4)), whole.settled_on) == ("split", date(2020, 3, 4))
    part = row(
        REGISTER,
        """
        2019-11-01  MP102B  ProposalRaised  label=MP102B title=Later proposer.name=Ann known=2020-03-04
        2020-03-04  MP102B  ProposalSplitOff  parent='"102"' state=out_for_mrc
        """,
    )
    assert part.raised
    assert (part.raised.on, part.stage_at(date(2020, 3, 4))) == (date(2019, 11, 1), "opine")
    assert [part.exists_at(date(2020, 3, day)) for day in (3, 4)] == [False, True]


def test_an_appeal_is_pending_until_it_is_determined() -> None:
    found = row(
        REGISTER,
        """
        2020-05-27  MP80  ChangeBoardVoted  basis=self_governance result=approve
        2020-06-02  MP80  AppealLodged  appellant="A Party"
        2020-06-03  MP80  AppealLodged  appellant="Citizens Advice"
        2020-07-01  MP80  AppealDetermined  outcome=remitted
        """,
    )
    pending = {day: len(found.pending_appeals_at(date(2020, *day))) for day in ((6, 1), (6, 2), (6, 30), (7, 1))}
    assert list(pending.values()) == [0, 1, 2, 0]
    assert found.turns[-1].state == "sent_back"


def test_a_rejection_is_no_end_while_an_appeal_is_pending() -> None:
    rejected = "2020-05-27  MP80  ChangeBoardVoted  basis=self_governance result=reject"
    appealed = f'{rejected}\n2020-06-02  MP80  AppealLodged  appellant="A Party"'
    confirmed = f"{appealed}\n2020-07-01  MP80  AppealDetermined  outcome=confirmed"
    settled = [row(REGISTER, text).settled_on for text in (rejected, appealed, confirmed)]
    assert settled == [date(2020, 5, 27), None, date(2020, 7, 1)]


def test_a_draft_of_a_problem_statement_is_not_on_the_register_yet() -> None:
    found = row(
        REGISTER,
        """
        2021-01-05  DP117  ProblemStatementReceived  title=Charges
        2021-01-12  DP117  ProblemStatementCommented
        """,
    )
    assert not found.exists_at(date(2021, 1, 12))


def test_what_few_modifications_have_takes_no_room_where_there_is_none() -> None:
    assert as_json(row(REGISTER, RAISED)).decode() == (
        '{"stream":"117","opened_on":"2021-02-01","names":[{"label":"DP117","title":"Charges",'
        '"told":"2021-02-01 1 117#1"}],"raised":{"on":"2021-02-01","told_by":"117#1",'
        '"name":"Ann","organisation":"DCC"},"turns":[{"on":"2021-02-01","told_by":"117#1","state":"draft_proposal"}]}'
    )
