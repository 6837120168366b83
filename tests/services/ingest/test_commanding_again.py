"""A command that is given once more, and one that is only tried."""

import json
from datetime import UTC, datetime

import pytest

from services.ingest.commanding import Accepted, CommandDesk, Conflict
from shared.eventlog.log import EventLog
from shared.process.command import Command, Giver
from shared.process.refusal import Refusal
from shared.process.wire import Envelope, read

pytestmark = pytest.mark.integration

NOW = datetime(2020, 6, 30, 12, tzinfo=UTC)
ANALYST = Giver("Analyst One", "secretariat")


def asked(name: str, **more: object) -> tuple[Command, Envelope]:
    body = {"ref": "DP125", "on": "2020-06-01", "evidence": "minutes", **more}
    return read(name, json.dumps(body).encode())


def given(desk: CommandDesk, name: str, id: str, **more: object) -> object:
    return desk.give(*asked(name, **more), ANALYST, command_id=id, now=NOW)


def test_a_command_that_comes_again_is_told_what_it_was_told_before(log: EventLog) -> None:
    desk = CommandDesk(log)
    first = given(desk, "ReceiveProblemStatement", "one", title="Meters")
    given(desk, "CommentOnProblemStatement", "two", comments="Say more")

    again = given(desk, "ReceiveProblemStatement", "one", title="Meters")
    assert isinstance(first, Accepted) and isinstance(again, Accepted)
    assert (again.facts[0].id, again.version, again.state, again.again) == ("125#1", 1, first.state, True)
    assert len(log.history("125")) == 2


def test_a_rehearsal_tells_what_would_come_of_it_and_records_nothing(log: EventLog) -> None:
    desk = CommandDesk(log)
    would = desk.rehearse(*asked("ReceiveProblemStatement", title="Meters"), ANALYST, now=NOW)
    late = desk.rehearse(*asked("ReceiveProblemStatement", title="Meters", expected_version=3), ANALYST, now=NOW)
    never = desk.rehearse(*asked("GrantUrgency"), ANALYST, now=NOW)
    assert isinstance(would, tuple) and type(would[0].fact).__name__ == "ProblemStatementReceived"
    assert isinstance(late, Conflict) and isinstance(never, Refusal)
    assert log.head() == 0
