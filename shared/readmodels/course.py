"""The course of a modification through the states of the Code, as its facts are gone through one by one."""

from dataclasses import dataclass

from shared.domain.recorded import Recorded
from shared.domain.vocabulary import Stage, State
from shared.readmodels.readmodel import Step, told_by

STAGE_OF: dict[State, Stage] = {
    "unknown": "unknown",
    "critical_friend_review": "unknown",
    "draft_proposal": "define",
    "ready_for_panel": "define",
    "in_refinement": "refine",
    "sent_back": "refine",
    "ready_for_report": "opine",
    "out_for_mrc": "opine",
    "awaiting_change_board": "opine",
    "with_authority": "opine",
    "approved": "approved",
    "awaiting_implementation": "approved",
    "part_implemented": "part_implemented",
    "implemented": "implemented",
    "rejected": "rejected",
    "adoption_window": "withdrawn",
    "withdrawn": "withdrawn",
    "split": "split",
    "merged": "merged",
}
"""Under which stage each state is counted. These are conventions: that a submitted Modification Report counts as Opine,
and that what its Proposer has withdrawn is not counted as live while others may adopt it."""


class Turn(Step, frozen=True, kw_only=True):
    """It took on `state` on that day. `implied`: no fact says so, but one that is told presumes it."""

    state: State
    implied: bool = False

    @property
    def stage(self) -> Stage:
        return STAGE_OF[self.state]


@dataclass(slots=True)
class Course:
    """Its turns so far, and what tells whether the last part of it is in the Code."""

    turns: tuple[Turn, ...] = ()
    assigned: frozenset[int] = frozenset()
    implemented: frozenset[int] = frozenset()
    stage: Stage = "unknown"

    def __post_init__(self) -> None:
        if self.turns:
            self.stage = self.turns[-1].stage

    def take(self, recorded: Recorded, state: State, implied: bool = False) -> None:
        if not self.turns or self.turns[-1].state != state:
            turn = Turn(on=recorded.day, exact=recorded.exact, told_by=told_by(recorded), state=state, implied=implied)
            self.turns = (*self.turns, turn)
            self.stage = turn.stage
