"""Corrections: one proposes, another agrees, and the fact stays possible."""

from shared.process.command import Giver
from tests.given import INPUTS
from tests.process.broken import Broken, at, broken
from tests.process.given import given

_OF = "ProposeCorrection of=90#1 reason=R"
_RENAMED = f"2020-06-12 MP090 {_OF} now.title=T"
_CORRECTED = (_RENAMED, "2020-06-15 MP090 ApproveCorrection proposal=90#2")
_AGAINST = "contradicting_correction"
ANOTHER = Giver("Analyst Two", "secretariat")


def test_a_correction_that_another_agrees_to_becomes_true() -> None:
    told = at("unknown", _RENAMED)
    told.when("2020-06-15  MP090  ApproveCorrection  proposal=90#2", ANOTHER).then(
        "2020-06-15  MP090  FactCorrected  of=90#1 now.title=T reason=R proposal=90#2"
    )
    told.when("2020-06-15  MP090  ApproveCorrection  proposal=90#2").refuses("author_agrees")


def test_a_correction_of_nothing_is_a_retraction() -> None:
    at("unknown", f"2020-06-12 MP090 {_OF}").when("2020-06-15  MP090  ApproveCorrection  proposal=90#2", ANOTHER).then(
        "2020-06-15  MP090  FactRetracted  of=90#1 reason=R proposal=90#2"
    )


def test_what_was_refused_can_be_proposed_again() -> None:
    refused = at("unknown", _RENAMED, "2020-06-15 MP090 RefuseCorrection proposal=90#2 reason=R")
    refused.when("2020-06-16  MP090  ApproveCorrection  proposal=90#2", ANOTHER).refuses("no_such_proposal", "settled")
    refused.when("2020-06-16  MP090  ProposeCorrection  of=90#1 reason=R now.title=U").then(
        "2020-06-16  MP090  CorrectionProposed  of=90#1 reason=R now.title=U"
    )


def test_a_corrected_day_counts_from_the_start() -> None:
    told = at(
        "unknown",
        f"2020-06-12 MP090 {_OF} now.occurred_on=2020-01-13",
        "2020-06-15 MP090 ApproveCorrection proposal=90#2",
    )
    assert [turn.on.isoformat() for turn in told.standing("90").turns] == ["2020-01-13"]


def test_one_that_contradicts_an_earlier_one_names_it() -> None:
    told, other = at("unknown", *_CORRECTED), "2020-06-16  MP090  {}  of=90#1 now.title=U reason="
    told.when(other.format("ProposeCorrection") + '"the minutes"').refuses(_AGAINST, "90#3 corrected title of 90#1")
    told.when(other.format("ProposeCorrection") + '"90#3: misread"').then(
        other.format("CorrectionProposed") + '"90#3: misread"'
    )
    further = "2020-06-16  MP090  {}  of=90#1 now.problem=P reason=R"
    told.when(further.format("ProposeCorrection")).then(further.format("CorrectionProposed"))


def test_what_was_corrected_otherwise_meanwhile_is_not_agreed_to() -> None:
    """An imported correction asks nobody who has proposed another."""
    meanwhile = given("""
    2020-05-07  DP125  ProposalRaised  label=DP125 title=Metres proposer.name=N proposer.party_category=large_supplier
    2020-06-20  DP125  CorrectionProposed  of=125#1 now.title=Meters reason="the form"
    2020-06-21  DP125  FactCorrected  of=125#1 now.title=Meter reason="the register"
    """)
    meanwhile.when("2020-06-22  DP125  ApproveCorrection  proposal=125#2", ANOTHER).refuses("impossible_fact", "125#3")


def test_what_went_out_is_not_corrected_but_restated() -> None:
    out = given(f"2020-06-12  paper/2020-06  ReportBuilt  paper_ref=SECP_81 formats=[] inputs='{INPUTS}'")
    propose = "2020-06-15  paper/2020-06  ProposeCorrection  of=paper/2020-06#1 reason=R"
    out.when(propose).refuses("no_such_fact", "tells of a paper that went out as it is: expected another edition")


BROKEN: tuple[Broken, ...] = (
    broken("unknown", "2020-06-12 MP090 ProposeCorrection of=90#7 reason=R now.title=T", code="no_such_fact"),
    broken("unknown", _RENAMED, "2020-06-15 MP090 ProposeCorrection of=90#2 reason=R", code="no_such_fact"),
    broken(
        "unknown",
        *("2020-06-11 MP090 ChangeTitle title=T", "2020-06-12 MP090 ProposeCorrection of=90#2 reason=R"),
        *("2020-06-15 MP090 ApproveCorrection proposal=90#3", "2020-06-16 MP090 ProposeCorrection of=90#2 reason=S"),
        code="retracted_already",
    ),
    broken("unknown", _RENAMED, "2020-06-15 MP090 ProposeCorrection of=90#1 reason=S", code="contradicting_correction"),
    broken("unknown", *_CORRECTED, "2020-06-16 MP090 ProposeCorrection of=90#1 reason=S now.title=U", code=_AGAINST),
    broken("unknown", f"2020-06-12 MP090 {_OF} now={{}}", code="changes_nothing"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.title=7", code="impossible_fact"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.occurred_on=2020-02-30", code="impossible_fact"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.colour=red", code="impossible_fact"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.label=Meters", code="impossible_fact"),
    broken("unknown", "2020-06-12 MP090 ApproveCorrection proposal=90#1", code="no_such_proposal"),
    broken("unknown", _RENAMED, "2020-01-09 MP090 ApproveCorrection proposal=90#2", code="impossible_fact"),
    broken("unknown", "2020-06-12 MP090 RefuseCorrection proposal=90#1 reason=R", code="no_such_proposal"),
)
