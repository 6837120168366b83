"""A rule: one command, the states in which it may be given, where it leads, and under which guards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from shared.domain.facts import AnyFact, Fact
from shared.domain.streams import StreamKind
from shared.domain.vocabulary import State
from shared.process.command import Decided
from shared.process.guard import Case, Guard
from shared.process.settings import Sureness

AssessmentPlace = Literal["none", "requested", "open", "stopped", "returned", "refused", "cancelled"]
"""Where one assessment stands; `none`: it was not asked for."""
MeetingPlace = Literal["unscheduled", "scheduled", "held", "cancelled"]
ReleasePlace = Literal["unplanned", "planned", "live"]
Place = State | AssessmentPlace | MeetingPlace | ReleasePlace | Literal["any"]
"""Where the subject of a command stands: a modification, one of its assessments, a meeting, a release."""

Subject = Literal["modification", "assessment", "meeting", "release", "paper", "fact"]

LIVE: tuple[State, ...] = (
    "draft_proposal",
    "ready_for_panel",
    "in_refinement",
    "ready_for_report",
    "out_for_mrc",
    "awaiting_change_board",
    "with_authority",
    "sent_back",
)
"""Before any decision that ends it."""
PROPOSED: tuple[State, ...] = LIVE[2:]
"""Live, and a Modification Proposal."""

Told = tuple[Decided, ...]


class Move(NamedTuple):
    """From one place to another (the same where it stays), in the case `when`: what the fact says, in words."""

    source: Place
    target: Place
    when: str = ""


def stays(*places: Place) -> tuple[Move, ...]:
    """It stays wherever it is of these."""
    return tuple(Move(place, place) for place in places)


def own_fact(case: Case) -> Told:
    """What most commands lead to: the very fact that they ask for."""
    command, fact = case.command, case.command.fact
    assert isinstance(fact, AnyFact)
    return (Decided(command.stream, command.on, fact, command.kind, command.n),)


@dataclass(frozen=True, slots=True)
class Rule:
    """`decides` is the body whose decision it is; whoever gives the command reports it.

    `case_of` tells which of the moves from one place is meant: the words of its `when`. `others` names the further
    streams that the rule must see. `also` are further types of fact that it may lead to. A command has the fields of
    its fact, without those that the rule `works_out`; or those of `asks`, where it is another shape.
    """

    command: str
    fact: type[AnyFact]
    means: str
    decides: str
    clause: str
    sure: Sureness
    moves: tuple[Move, ...]
    subject: Subject = "modification"
    guards: tuple[Guard, ...] = ()
    case_of: Callable[[Case], str] = lambda case: ""
    tell: Callable[[Case], Told] = own_fact
    others: Callable[[Any], tuple[str, ...]] = lambda command: ()
    also: tuple[type[AnyFact], ...] = ()
    asks: type[Fact] | None = None
    works_out: tuple[str, ...] = ()

    @property
    def of(self) -> StreamKind | None:
        return self.fact.BELONGS_TO

    @property
    def sources(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(move.source for move in self.moves))

    def move(self, source: Place, case: str) -> Move | None:
        """The move from `source` in that case, if there is one."""
        fitting = [move for move in self.moves if move.source in (source, "any")]
        return next((move for move in fitting if move.when in (case, "")), None)


ALL_STATES: tuple[State, ...] = get_args(State)
