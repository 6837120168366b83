"""The system beside the naive model: each command is given to both, and they must agree.

The system is `decide` over a log in memory; the folds of the read models say where things stand.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.domain.calendar import CALENDARS
from shared.domain.codec import placed
from shared.domain.entry import Actor, Source, entry
from shared.domain.recorded import Recorded
from shared.process.command import Command, Decided, Giver
from shared.process.decide import decide, others_of
from shared.process.guard import Case
from shared.process.place import meeting_place, place_of, release_place
from shared.process.policy import may_give
from shared.process.refusal import Refusal
from shared.process.rules import BY_COMMAND
from shared.process.settings import Settings
from shared.process.standing import Standing
from shared.process.transitions import Transition
from shared.process.wire import read
from tests.process.naive.judge import Accepted, Naive
from tests.process.naive.memory import Asked, Made

CALENDAR = CALENDARS["england_and_wales/1"]
_RECORDED_AT = datetime(2030, 1, 1, 9, tzinfo=UTC)
_OF_THE_ENVELOPE = ("ref", "on", "evidence", "kind", "n")


@dataclass
class Log:
    """All facts, in memory."""

    facts: list[Recorded] = field(default_factory=list)
    versions: Counter[str] = field(default_factory=Counter)

    def append(self, told: Decided, giver: Giver) -> None:
        self.versions[told.stream] += 1
        at = _RECORDED_AT + timedelta(seconds=len(self.facts))
        made = entry(
            told.fact,
            told.stream,
            known_at=at,
            source=Source(kind="command", ref="minutes"),
            on=told.on,
            kind=told.kind,
            n=told.n,
            actor=Actor(body="SECAS", person=giver.person, role=giver.role),
            causation_id=f"command-{len(self.facts)}",
        )
        self.facts.append(placed(made, len(self.facts) + 1, told.stream, self.versions[told.stream], at))

    def standing(self, stream: str) -> Standing:
        return Standing(stream, tuple(fact for fact in self.facts if fact.stream == stream))


@dataclass
class Pair:
    """Both of them. `seen`: the transitions that were made; `refused`: what was refused, by command and code."""

    log: Log = field(default_factory=Log)
    naive: Naive = field(default_factory=Naive)
    seen: set[Transition] = field(default_factory=set)
    refused: set[tuple[str, str]] = field(default_factory=set)

    def give(self, name: str, words: dict[str, Any], giver: Giver) -> str:
        """What both make of the command: `accepted`, or the code of the refusal."""
        command, _ = read(name, json.dumps(words | {"evidence": "minutes"}).encode())
        plain = _plain(command, words, giver)
        expected = self.naive.judge(plain)
        case, outcome = self._decided(command, giver)
        said = f"\n{name} {json.dumps(words)}\n  by {giver}\n  naively: {expected}\n  decided: {outcome}"
        if isinstance(outcome, Refusal):
            assert outcome.code == expected, said
            self._check_refusal(outcome, name, giver.role, case)
            self.refused.add((name, outcome.code))
            return outcome.code
        assert isinstance(expected, Accepted), said
        assert [Made(each.stream, each.on, each.fact, each.kind, each.n) for each in outcome] == list(expected.facts), (
            said
        )
        for told in outcome:
            self.log.append(told, giver)
        self.naive.take(plain, expected)
        self._check_places(said)
        self._see(case, expected)
        return "accepted"

    def _decided(self, command: Command, giver: Giver) -> tuple[Case, tuple[Decided, ...] | Refusal]:
        standing, settings = self.log.standing(command.stream), Settings.on(command.on)
        others = {stream: self.log.standing(stream) for stream in others_of(command)}
        case = Case(command, standing, others, CALENDAR, settings, giver)
        return case, decide(command, standing, calendar=CALENDAR, settings=settings, giver=giver, others=others)

    def _check_places(self, said: str) -> None:
        """Where the folds say that everything stands is where the model left it."""
        for subject, place in self.naive.places.items():
            assert self.place(subject) == place, f"{subject} is {self.place(subject)}, and {place} naively{said}"

    def place(self, subject: str) -> str:
        """Of a stream, or of `125/PA/1`."""
        if subject.startswith("meeting/"):
            return meeting_place(self.log.standing(subject))
        if subject.startswith("release/"):
            return release_place(self.log.standing(subject))
        stream, _, assessment = subject.partition("/")
        standing = self.log.standing(stream)
        return standing.assessments[assessment].turns[-1].state if assessment else standing.state

    def _see(self, case: Case, expected: Accepted) -> None:
        """The transition that was made, as the table of the process has it."""
        rule = BY_COMMAND[case.command.name]
        move = rule.move(place_of(rule, case), rule.case_of(case))
        assert move is not None
        assert move.target in (expected.target, "any"), f"the table leads to {move.target}, not to {expected.target}"
        self.seen.add(Transition(rule.subject, move.source, move.target, move.when, rule))

    @staticmethod
    def _check_refusal(refusal: Refusal, name: str, role: str, case: Case) -> None:
        """It tells why, by what, and what could be done instead."""
        assert refusal.code and refusal.message and refusal.clause, str(refusal)
        assert "\n" not in str(refusal)
        place = place_of(BY_COMMAND[name], case)
        for each in refusal.allowed:
            assert may_give(role, each)
            assert place in BY_COMMAND[each].sources, f"{each} is told to be allowed where it is {place}"


def _plain(command: Command, words: dict[str, Any], giver: Giver) -> Asked:
    data = {name: value for name, value in words.items() if name not in _OF_THE_ENVELOPE}
    if command.kind is None:
        data |= {"n": words["n"]} if "n" in words else {}
    return Asked(command.name, command.stream, command.on, data, command.kind, command.n, giver.person, giver.role)
