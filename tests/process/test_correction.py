"""Corrections: one proposes, another agrees, and the fact stays possible."""

from shared.process.command import Giver
from tests.process.broken import Broken, at, broken

_OF = "ProposeCorrection of=90#1 reason=R"
_RENAMED = f"2020-06-12 MP090 {_OF} now.title=T"
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
    broken("unknown", f"2020-06-12 MP090 {_OF} now={{}}", code="changes_nothing"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.title=7", code="impossible_fact"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.occurred_on=2020-02-30", code="impossible_fact"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.colour=red", code="impossible_fact"),
    broken("unknown", f"2020-06-12 MP090 {_OF} now.label=Meters", code="impossible_fact"),
    broken("unknown", "2020-06-12 MP090 ApproveCorrection proposal=90#1", code="no_such_proposal"),
    broken("unknown", _RENAMED, "2020-01-09 MP090 ApproveCorrection proposal=90#2", code="impossible_fact"),
    broken("unknown", "2020-06-12 MP090 RefuseCorrection proposal=90#1 reason=R", code="no_such_proposal"),
)
