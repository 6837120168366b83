"""Many commands from one text: all or none, or each by itself; the same text again carries nothing out twice."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from services.ingest import bulk as module
from services.ingest.bulk import Answer, Mode, Unread, Withheld, bulk
from services.ingest.commanding import Accepted, CommandDesk
from services.ingest.lines import lines_of
from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from shared.process.command import Giver
from shared.process.refusal import Refusal
from tests.given import words

pytestmark = pytest.mark.integration

NOW = datetime(2020, 8, 1, 9, tzinfo=UTC)
ANALYST = Giver("Analyst One", "secretariat")

RAISED = "2020-05-07  DP125  RaiseProposal  label=DP125 title=T proposer.name=N proposer.party_category=large_supplier"
READY = "2020-05-26  DP125  DetermineReadiness  outcome=ready mode=meeting"
CONVERTED = "2020-06-19  DP125  ConvertProposal  route=refinement"
REFUSED = "2020-06-19  DP125  RecordVote  basis=self_governance result=approve"


def command(line: str, **more: Any) -> dict[str, Any]:
    name, told = words(line)
    return {"command": name, **told, "evidence": "minutes", **more}


def given(log: EventLog, *lines: str | dict[str, Any], mode: Mode = "each", giver: Giver = ANALYST) -> list[Answer]:
    commands = [line if isinstance(line, dict) else command(line) for line in lines]
    text = "\n".join(map(json.dumps, commands)).encode()
    return list(bulk(lines_of(io.BytesIO(text)), CommandDesk(log), giver, mode=mode, now=NOW))


def recorded(answers: list[Answer]) -> list[list[str]]:
    return [[fact.id for fact in a.outcome.facts] if isinstance(a.outcome, Accepted) else [] for a in answers]


def test_each_is_judged_after_those_before_it_have_been_recorded(log: EventLog) -> None:
    answers = given(log, RAISED, REFUSED, READY, CONVERTED)
    assert recorded(answers) == [["125#1"], [], ["125#2"], ["125#3"]]
    assert isinstance(answers[1].outcome, Refusal) and answers[1].outcome.code == "not_allowed_now"


def test_all_are_one_transaction_judged_as_if_recorded_one_after_another(log: EventLog) -> None:
    answers = given(log, RAISED, READY, CONVERTED, mode="all")
    assert recorded(answers) == [["125#1"], ["125#2"], ["125#3"]]
    states = [answer.outcome.state for answer in answers if isinstance(answer.outcome, Accepted)]
    assert states == ["draft_proposal", "ready_for_panel", "in_refinement"]
    assert [fact.id for fact in log.read(0, 10)] == ["125#1", "125#2", "125#3"]


@pytest.mark.parametrize("bad", [REFUSED, {"command": "Nonsense"}, {"ref": "DP125"}])
def test_one_that_is_not_allowed_leaves_nothing_of_all(log: EventLog, bad: str | dict[str, Any]) -> None:
    answers = given(log, RAISED, READY, bad, mode="all")
    assert [type(answer.outcome) for answer in answers[:2]] == [Withheld, Withheld]
    assert isinstance(answers[2].outcome, Refusal | Unread)
    assert log.head() == 0


@pytest.mark.parametrize("mode", ["all", "each"])
def test_the_same_text_again_adds_nothing(log: EventLog, mode: Mode) -> None:
    first = given(log, RAISED, READY, CONVERTED, mode=mode)
    again = given(log, RAISED, READY, CONVERTED, mode=mode)
    assert recorded(again) == recorded(first)
    assert all(isinstance(answer.outcome, Accepted) and answer.outcome.again for answer in again)
    assert log.head() == 3


def test_half_of_a_text_that_was_recorded_is_not_recorded_again_with_the_whole(log: EventLog) -> None:
    given(log, RAISED, READY)
    answers = given(log, RAISED, READY, CONVERTED, mode="all")
    assert [answer.outcome.again for answer in answers if isinstance(answer.outcome, Accepted)] == [True, True, False]
    assert log.head() == 3


def test_lines_that_say_the_same_are_commands_of_their_own(log: EventLog) -> None:
    twice = "2020-06-20  DP125  PutOnHold  reason=r"
    resumed = "2020-06-20  DP125  ResumeProposal"
    answers = given(log, RAISED, twice, resumed, twice)
    assert recorded(answers) == [["125#1"], ["125#2"], ["125#3"], ["125#4"]]
    given(log, RAISED, twice, resumed, twice)
    assert log.head() == 4


@pytest.mark.parametrize("mode", ["all", "each"])
def test_a_key_makes_two_lines_one_command(log: EventLog, mode: Mode) -> None:
    keyed = command(RAISED, key="raise-125")
    answers = given(log, keyed, keyed, mode=mode)
    assert recorded(answers) == [["125#1"], ["125#1"]]
    other = given(log, command(READY, key="raise-125"), mode=mode)[0].outcome
    assert isinstance(other, Refusal) and other.code == "key_used_otherwise"


def test_another_person_gives_another_command(log: EventLog) -> None:
    given(log, RAISED)
    (answer,) = given(log, RAISED, giver=Giver("Analyst Two", "secretariat"))
    assert isinstance(answer.outcome, Refusal)


def test_all_are_judged_again_where_somebody_was_quicker(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    given(log, RAISED)
    append = log.append_together
    missed: list[object] = []

    def once_too_late(*arguments: Any) -> Any:
        if not missed:
            missed.append(given(log, "2020-05-20  DP125  ChangeTitle  title=U"))
            raise WrongVersion("125", 1, 2)
        return append(*arguments)

    class Late:
        append_together = staticmethod(once_too_late)
        history = log.history

    desk = CommandDesk(Late())  # type: ignore[arg-type]
    text = json.dumps(command(READY)).encode()
    (answer,) = bulk(lines_of(io.BytesIO(text)), desk, ANALYST, mode="all", now=NOW)
    assert recorded([answer]) == [["125#3"]]


def test_a_split_and_what_follows_it_go_together(log: EventLog) -> None:
    split = '2020-06-22  MP125  SplitProposal  children=\'[{"suffix":"A","title":"a"},{"suffix":"B","title":"b"}]\''
    discussed = "2020-07-01  MP125B  RecordWorkingGroupDiscussion  meeting_on=2020-07-01"
    answers = given(log, RAISED, READY, CONVERTED, split, discussed, mode="all")
    assert recorded(answers)[3:] == [["125#4", "125A#1", "125A#2", "125B#1", "125B#2"], ["125B#3"]]


def test_more_than_can_be_together_are_refused(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TOGETHER", 2)
    answers = given(log, RAISED, READY, CONVERTED, mode="all")
    assert isinstance(answers[2].outcome, Unread) and log.head() == 0


def test_lines_that_are_no_commands_are_told_with_their_reason(log: EventLog) -> None:
    bad: list[dict[str, Any]] = [
        {"command": 7},
        {"command": "Nonsense"},
        command(RAISED, key=""),
        command(RAISED, title=7),
    ]
    told = [str(answer.outcome) for answer in given(log, *bad)]
    assert told[0] == "command: expected the name of a command, such as RaiseProposal"
    assert told[1].startswith("'Nonsense' is no command")
    assert told[2].startswith("key: expected a text")
    assert told[3] == "title: found 7, expected text"
    assert log.head() == 0
