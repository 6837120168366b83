"""One row a DCC assessment: requested, accepted, its clock with its stops, targets, returned. Key `106/PA/1`."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec.structs import replace

from shared.domain.facts import (
    FACTS as ALL_FACTS,
)
from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentCancelled,
    AssessmentClockResumed,
    AssessmentClockStopped,
    AssessmentDurationStated,
    AssessmentRefused,
    AssessmentReissued,
    AssessmentRequested,
    AssessmentReturned,
    AssessmentTargetRevised,
)
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import AssessmentKind
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated, evidence_of

AssessmentState = Literal["requested", "open", "stopped", "returned", "refused", "cancelled"]
AssessmentDeed = Literal["requested", "accepted", "stopped", "resumed", "returned", "reissued", "refused", "cancelled"]
"""What was done: three deeds lead to the one state `open`."""

_DEEDS: Mapping[type[AnyFact], tuple[AssessmentDeed, AssessmentState]] = {
    AssessmentRequested: ("requested", "requested"),
    AssessmentAccepted: ("accepted", "open"),
    AssessmentClockStopped: ("stopped", "stopped"),
    AssessmentClockResumed: ("resumed", "open"),
    AssessmentReturned: ("returned", "returned"),
    AssessmentReissued: ("reissued", "open"),
    AssessmentRefused: ("refused", "refused"),
    AssessmentCancelled: ("cancelled", "cancelled"),
}

_SETTLED: frozenset[AssessmentState] = frozenset({"returned", "refused", "cancelled"})


class Target(Step, frozen=True, kw_only=True):
    """The target in force from `on`."""

    target_wd: int


class Stated(Step, frozen=True, kw_only=True):
    """A duration that a source prints, as at `on`."""

    duration_wd: int


class Turn(Step, frozen=True, kw_only=True):
    """The assessment took on this state on that day, by this deed."""

    state: AssessmentState
    deed: AssessmentDeed


class Assessment(Row, frozen=True, kw_only=True):
    """All lists are in the order of their days. An acceptance that no source dates is simply not there."""

    kind: AssessmentKind
    n: int
    turns: tuple[Turn, ...]
    targets: tuple[Target, ...] = ()
    durations_stated: tuple[Stated, ...] = ()
    requested_at_change_board_on: date | None = None

    @property
    def key(self) -> str:
        return f"{self.stream}/{self.kind}/{self.n}"

    def state_at(self, day: date) -> AssessmentState | None:
        """How it stands at the end of `day`; None before anything is known."""
        for turn in reversed(self.turns):
            if turn.on <= day:
                return turn.state
        return None

    def accepted_by(self, day: date) -> Turn | None:
        """When it was first accepted, if by the end of `day`; a reissue or a clock that went on is no acceptance."""
        return next((turn for turn in self.turns if turn.deed == "accepted" and turn.on <= day), None)

    def first(self, state: AssessmentState, day: date) -> Turn | None:
        """The first time by the end of `day` that it took on `state`: when it was requested, say."""
        return next((turn for turn in self.turns if turn.state == state and turn.on <= day), None)

    def last(self, state: AssessmentState, day: date) -> Turn | None:
        """The last time by the end of `day` that it took on `state`: when it was returned, say."""
        return next((turn for turn in reversed(self.turns) if turn.state == state and turn.on <= day), None)

    def stops_at(self, day: date) -> tuple[tuple[date, date | None], ...]:
        """Stretches without a clock, by the end of `day`: from the day it stopped (or was returned, where it was
        reissued later) to the day it went on, None while it stands. Both days count; those between do not."""
        past = [turn for turn in self.turns if turn.on <= day]
        stops: list[tuple[date, date | None]] = []
        for before, after in zip(past, [*past[1:], None], strict=True):
            if before.state == "stopped" or (before.state == "returned" and after is not None):
                stops.append((before.on, after.on if after else None))
        return tuple(stops)

    def evidence_at(self, day: date) -> tuple[str, ...]:
        """The facts behind it that count by the end of `day`."""
        told = (*self.turns, *self.targets, *self.durations_stated)
        return evidence_of(*(taken for taken in told if taken.on <= day))

    def target_at(self, day: date) -> Target | None:
        """The target in force at the end of `day`."""
        for target in reversed(self.targets):
            if target.on <= day:
                return target
        return None

    def stated_at(self, day: date) -> Stated | None:
        """The duration that a source states for exactly this day."""
        return next((stated for stated in self.durations_stated if stated.on == day), None)


def fold(history: History) -> Mapping[str, Assessment]:
    facts: dict[tuple[AssessmentKind, int], list[Recorded]] = defaultdict(list)
    for recorded in history:
        if recorded.fact.OF_AN_ASSESSMENT:
            facts[recorded.assessment].append(recorded)
    rows = (_row(kind, n, by_day(told)) for (kind, n), told in facts.items())
    return {row.key: row for row in rows}


def _row(kind: AssessmentKind, n: int, told: list[Recorded]) -> Assessment:
    turns: list[Turn] = []
    stated: list[Stated] = []
    requested: list[AssessmentRequested] = []
    for recorded in told:
        if (turn := _turn(recorded)) is not None:
            turns.append(turn)
        if (duration := _stated(recorded)) is not None:
            stated.append(duration)
        if isinstance(recorded.fact, AssessmentRequested):
            requested.append(recorded.fact)
    return Assessment(
        stream=told[0].stream,
        opened_on=told[0].day,
        settled_on=turns[-1].on if turns and turns[-1].state in _SETTLED else None,
        kind=kind,
        n=n,
        turns=tuple(turns),
        targets=_targets(told),
        durations_stated=tuple(stated),
        requested_at_change_board_on=requested[0].at_change_board_on if requested else None,
    )


def extend(row: Assessment, recorded: Recorded) -> Assessment | None:
    if isinstance(recorded.fact, AssessmentRequested):
        return None
    turn, stated, target_wd = _turn(recorded), _stated(recorded), _target_wd(recorded)
    if turn:
        settled_on = turn.on if turn.state in _SETTLED else None
        row = replace(row, turns=(*row.turns, turn), settled_on=settled_on)
    if stated:
        row = replace(row, durations_stated=(*row.durations_stated, stated))
    if target_wd is not None and (not row.targets or row.targets[-1].target_wd != target_wd):
        row = replace(row, targets=(*row.targets, Target(**dated(recorded), target_wd=target_wd)))
    return row


def _turn(recorded: Recorded) -> Turn | None:
    told = _DEEDS.get(type(recorded.fact))
    return Turn(**dated(recorded), deed=told[0], state=told[1]) if told else None


def _targets(told: list[Recorded]) -> tuple[Target, ...]:
    """The target as first told counts from the first day known; each other from the day of its fact."""
    targets: list[Target] = []
    for recorded in told:
        target_wd = _target_wd(recorded)
        if target_wd is not None and (not targets or targets[-1].target_wd != target_wd):
            targets.append(Target(**dated(recorded), target_wd=target_wd))
    return tuple(targets)


def _target_wd(recorded: Recorded) -> int | None:
    match recorded.fact:
        case (
            AssessmentAccepted(target_wd=wd) | AssessmentTargetRevised(target_wd=wd) | AssessmentReturned(target_wd=wd)
        ):
            return wd
        case _:
            return None


def _stated(recorded: Recorded) -> Stated | None:
    match recorded.fact:
        case AssessmentDurationStated(duration_wd=wd):
            return Stated(**dated(recorded), duration_wd=wd)
        case AssessmentReturned(duration_wd_stated=int() as wd):
            return Stated(**dated(recorded), duration_wd=wd)
        case _:
            return None


def part_of(recorded: Recorded) -> tuple[AssessmentKind, int] | None:
    return recorded.assessment if recorded.fact.OF_AN_ASSESSMENT else None


FACTS: frozenset[type[AnyFact]] = frozenset(fact for fact in ALL_FACTS if fact.OF_AN_ASSESSMENT)

ASSESSMENTS = ReadModel("assessments", 3, Assessment, "modification", fold, part_of, extend, FACTS)
