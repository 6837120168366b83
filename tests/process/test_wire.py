"""A command as JSON: what its fields may name, and what is no command."""

from shared.domain.facts import AssessmentClockStopped, ProposalPutOnHold
from tests.process.given import command


def test_a_clock_waits_for_somebody_and_a_hold_for_a_modification() -> None:
    stopped = command('2020-05-12  MP106  StopAssessmentClock  PA 1  reason=Unclear awaiting="the Proposer"').fact
    assert isinstance(stopped, AssessmentClockStopped)
    assert stopped.awaiting == "the Proposer"
    held = command("2020-05-12  MP106  PutOnHold  reason=Waits awaiting=MP090").fact
    assert isinstance(held, ProposalPutOnHold)
    assert held.awaiting == "90"
