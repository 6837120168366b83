"""Corrections: one proposes, another agrees, and no two contradict each other unawares."""

from shared.process.command import Giver
from tests.process.given import given

OTHER = Giver("Analyst Two", "secretariat")

RAISED = """
2020-05-07  DP125  ProposalRaised  label=DP125 title=Metres proposer.name=N proposer.party_category=large_supplier
"""
PROPOSED = RAISED + '2020-06-20  DP125  CorrectionProposed  of=125#1 now.title=Meters reason="the form"\n'
CORRECTED = PROPOSED + '2020-06-21  DP125  FactCorrected  of=125#1 now.title=Meters reason="the form" proposal=125#2\n'


def test_a_correction_is_proposed_and_then_agreed_to() -> None:
    given(RAISED).when('2020-06-20  DP125  ProposeCorrection  of=125#1 now.title=Meters reason="the form"').then(
        '2020-06-20  DP125  CorrectionProposed  of=125#1 now.title=Meters reason="the form"'
    )
    given(PROPOSED).when("2020-06-21  DP125  ApproveCorrection  proposal=125#2", OTHER).then(
        '2020-06-21  DP125  FactCorrected  of=125#1 now.title=Meters reason="the form" proposal=125#2'
    )


def test_a_second_one_waits_until_the_first_is_settled() -> None:
    given(PROPOSED).when("2020-06-20  DP125  ProposeCorrection  of=125#1 now.title=Meter reason=r").refuses(
        "contradicting_correction", "125#2 proposes to correct 125#1 too"
    )


def test_one_that_contradicts_an_earlier_one_names_it() -> None:
    other = "2020-06-22  DP125  ProposeCorrection  of=125#1 now.title=Meter reason="
    given(CORRECTED).when(other + '"the minutes"').refuses("contradicting_correction", "125#3 corrected title")
    given(CORRECTED).when(other + '"125#3 misread the form"').then(
        '2020-06-22  DP125  CorrectionProposed  of=125#1 now.title=Meter reason="125#3 misread the form"'
    )
    further = "2020-06-22  DP125  ProposeCorrection  of=125#1 now.problem=P reason=r"
    given(CORRECTED).when(further).then("2020-06-22  DP125  CorrectionProposed  of=125#1 now.problem=P reason=r")


def test_what_was_mended_meanwhile_is_not_corrected_any_more() -> None:
    agree = "2020-06-23  DP125  ApproveCorrection  proposal=125#2"
    gone = PROPOSED + "2020-06-22  DP125  FactRetracted  of=125#1 reason=r"
    given(gone).when(agree, OTHER).refuses("impossible_fact", "which is not in the history of 125, or was retracted")
    otherwise = PROPOSED + "2020-06-22  DP125  FactCorrected  of=125#1 now.title=Meter reason=r"
    given(otherwise).when(agree, OTHER).refuses("impossible_fact", "125#3 corrected title of 125#1 to 'Meter'")
