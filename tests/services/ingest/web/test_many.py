"""Many commands in one request: each by itself, or all of them or none."""

import json
from typing import Any

import pytest

from tests.services.ingest.web.giving import RAISE, Door

pytestmark = pytest.mark.integration

RAISED = {"command": "RaiseProposal", **RAISE}
READY = {
    "command": "DetermineReadiness",
    "ref": "DP125",
    "on": "2020-05-26",
    "evidence": "minutes",
    "outcome": "ready",
    "mode": "meeting",
}
TOO_EARLY = {"command": "StartRework", "ref": "DP125", "on": "2020-05-26", "evidence": "minutes", "route": "refinement"}


def statuses(answer: Any) -> list[tuple[int, int]]:
    told = [json.loads(line) for line in answer.text.splitlines()]
    return [(line["line"], line["status"]) for line in told]


def test_each_line_is_answered_by_itself(door: Door) -> None:
    answer = door.post_many(RAISED, TOO_EARLY, b"", READY, b"{", mode="each")
    assert (answer.status_code, statuses(answer)) == (200, [(1, 201), (2, 422), (4, 201), (5, 422)])
    assert [type(told.fact).__name__ for told in door.log.history("125")] == ["ProposalRaised", "ReadinessDetermined"]


def test_of_all_one_that_is_not_allowed_holds_back_the_others(door: Door) -> None:
    answer = door.post_many(RAISED, READY, TOO_EARLY, mode="all")
    assert (answer.status_code, statuses(answer)) == (422, [(1, 424), (2, 424), (3, 422)])
    assert door.log.head() == 0


def test_all_that_are_allowed_go_together(door: Door) -> None:
    assert door.post_many(RAISED, READY, mode="all").status_code == 200
    assert door.log.history("125")[-1].version == 2


def test_the_same_lines_again_carry_nothing_out_twice(door: Door) -> None:
    first, again = door.post_many(RAISED, READY), door.post_many(RAISED, READY)
    assert statuses(first) == statuses(again) == [(1, 201), (2, 201)]
    assert [json.loads(line)["answer"]["again"] for line in again.text.splitlines()] == [True, True]
    assert door.log.head() == 2


@pytest.mark.parametrize(("role", "mode", "status"), [("auditor", "each", 200), ("secretariat", "some", 400)])
def test_who_may_not_and_what_is_no_mode_record_nothing(door: Door, role: str, mode: str, status: int) -> None:
    assert door.post_many(RAISED, mode=mode, role=role).status_code == status
    assert door.log.head() == 0
