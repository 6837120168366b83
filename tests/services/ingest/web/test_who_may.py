"""Who may give which command over HTTP: each cell of the policy, and the five separations of duties."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from structlog.testing import capture_logs

from services.ingest.tokens import Known, digest_of
from shared.process.command import Giver, Role
from shared.process.policy import POLICY
from shared.process.rules import RULES
from tests.given import entries
from tests.services.ingest.web.bodies import body_for
from tests.services.ingest.web.giving import Door

pytestmark = pytest.mark.integration


def test_the_policy_speaks_of_every_role_and_of_no_other() -> None:
    assert set(POLICY) == set(get_args(Role))
    assert set().union(*POLICY.values()) == {rule.command for rule in RULES}


@pytest.mark.parametrize("role", [*POLICY, "an unknown role"])
def test_a_role_gives_the_commands_of_the_policy_and_no_others(shared_door: Door, role: str) -> None:
    may: frozenset[str] = POLICY.get(role, frozenset())  # type: ignore[call-overload]
    if role not in POLICY:
        # No line of a file makes such a giver; should one come about all the same, it is refused.
        known = Known(digest_of("forged"), Giver("Analyst One", role))  # type: ignore[arg-type]
        shared_door.givers._shown[known.giver] = "forged"
        shared_door.givers.tokens._given += (known,)
    refused, taken = set[str](), set[str]()
    for rule in RULES:
        answer = shared_door.post(rule.command, body_for(rule.command), role=role, query="?dry_run=true")
        told = answer.json()
        assert told.get("code") not in ("not-a-command", "not-json"), (rule.command, told)
        is_refused = (answer.status_code, told.get("code")) == (403, "role_may_not")
        (refused if is_refused else taken).add(rule.command)
    assert taken == set(may)
    assert refused == {rule.command for rule in RULES} - may
    assert shared_door.log.head() == 0


READY = """
2020-05-01  DP125  ProposalRaised  label=DP125 title=Meters proposer.name=Proposer proposer.organisation=DCC
2020-05-04  DP125  ReadinessDetermined  outcome=ready mode=meeting
2020-05-05  DP125  ProposalConverted  route=refinement
"""
AT_THE_BOARD = f"""{READY}
2020-05-06  DP125  PathDetermined  path=authority_determined by=panel
2020-05-07  DP125  ModificationReportSubmitted
2020-05-08  DP125  ReportPhaseApproved
2020-05-08  DP125  ConsultationOpened  type=modification_report closes_on=2020-05-30
2020-05-30  DP125  ConsultationClosed  type=modification_report
"""
VOTE = {"meeting_on": "2020-06-24", "category": "network", "choice": "approve", "on": "2020-06-24"}


def _given(door: Door, history: str) -> None:
    door.log.import_entries(entries(history))


def _command(door: Door, name: str, person: str, role: str, **fields: Any) -> Any:
    return door.post(name, {"ref": "DP125", "evidence": "minutes", **fields}, person=person, role=role)


def _proposer_votes(door: Door) -> Any:
    _given(door, AT_THE_BOARD)
    return _command(door, "CastVote", "Proposer", "change_board", member="Proposer", **VOTE)


def _one_votes_for_another(door: Door) -> Any:
    _given(door, AT_THE_BOARD)
    assert _command(door, "CastVote", "One", "change_board", member="One", **VOTE).status_code == 201
    return _command(door, "CastVote", "One", "change_board", member="Two", **VOTE)


def _voter_determines(door: Door) -> Any:
    _given(door, AT_THE_BOARD)
    assert _command(door, "CastVote", "One", "change_board", member="One", **VOTE).status_code == 201
    _given(door, "2020-06-24  DP125  ChangeBoardVoted  result=approve basis=recommendation")
    return _command(door, "RecordAuthorityDetermination", "One", "authority", on="2020-07-01", outcome="approved")


def _author_agrees(door: Door) -> Any:
    _given(door, READY)
    proposed = _command(
        door, "ProposeCorrection", "One", "panel", on="2020-06-01", of="125#1", now={"title": "Gateways"}, reason="typo"
    )
    assert proposed.status_code == 201, proposed.text
    proposal = proposed.json()["facts"][0]["id"]
    return _command(door, "ApproveCorrection", "One", "publisher", on="2020-06-01", proposal=proposal)


def _assessor_edits(door: Door) -> Any:
    _given(door, READY)
    steps = {
        "RequestAssessment": ("Analyst One", "secretariat", "2020-05-06"),
        "AcceptAssessment": ("Desk", "dcc", "2020-05-07"),
        "ReturnAssessment": ("Desk", "dcc", "2020-05-20"),
    }
    for name, (person, role, on) in steps.items():
        body = {key: value for key, value in body_for(name).items() if key not in ("ref", "evidence", "on")}
        answer = _command(door, name, person, role, **body | {"on": on, "kind": "PA"})
        assert answer.status_code == 201, answer.text
    return _command(door, "ReviseAssessmentTarget", "Desk", "dcc", on="2020-05-21", kind="PA", target_wd=30)


SEPARATIONS: dict[str, Callable[[Door], Any]] = {
    "proposer_votes": _proposer_votes,
    "votes_for_another": _one_votes_for_another,
    "voter_determines": _voter_determines,
    "author_agrees": _author_agrees,
    "assessor_edits": _assessor_edits,
}


@pytest.mark.parametrize("code", SEPARATIONS)
def test_duties_that_are_to_be_apart_are_refused_and_told_of(door: Door, code: str) -> None:
    with capture_logs() as logged:
        answer = SEPARATIONS[code](door)
    assert (answer.status_code, answer.json().get("code")) == (403, code), answer.text
    assert answer.json()["clause"] == "separation of duties"
    [event] = [each for each in logged if each["event"] == "command.refused"]
    assert (event["log_level"], event["code"], event["stream"]) == ("warning", code, "125")


def test_one_person_does_not_vote_twice(door: Door) -> None:
    _given(door, AT_THE_BOARD)
    first, second = (
        _command(door, "CastVote", "One", "change_board", member="One", **VOTE | {"choice": choice})
        for choice in ("approve", "reject")
    )
    assert (first.status_code, second.status_code, second.json()["code"]) == (201, 422, "voted_already")
