"""Commands as they are written, and as they are read."""

from tests.process.given import command


def test_another_modification_may_be_spelled_in_any_way() -> None:
    told = command('2020-06-01  MP125  PutOnHold  reason="It waits." awaiting="mp 0102b"')
    assert told.fact.model_dump()["awaiting"] == "102B"


def test_the_dcc_may_wait_for_whomever_it_names() -> None:
    told = command('2020-06-01  MP125  StopAssessmentClock  PA 1  reason="Unclear." awaiting="the Proposer"')
    assert told.fact.model_dump()["awaiting"] == "the Proposer"
