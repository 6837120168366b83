"""The stages that a modification went through, from its facts in the order of their days."""

from collections.abc import Iterable

from shared.domain.facts import (
    AnyFact,
    ImplementationCancelled,
    ProposalImplemented,
    ReleaseAssigned,
)
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import State
from shared.readmodels.course import Course, Turn
from shared.readmodels.leads import BEFORE_REFINE, LEADS, imply_refine

_OF_PARTS: frozenset[State] = frozenset({"part_implemented", "implemented"})


def turns_of(history: Iterable[Recorded]) -> tuple[Turn, ...]:
    """The turns of one modification, from its facts in the order of their days."""
    course = Course()
    for recorded in history:
        fact = recorded.fact
        if (lead := LEADS.get(type(fact))) is not None:
            lead(course, recorded, fact)
    return course.turns


def turns_after(turns: tuple[Turn, ...], recorded: Recorded) -> tuple[Turn, ...] | None:
    """The same with one more fact, the last by day; `turns` itself where it leads nowhere.

    None where that depends on the parts in which the modification was implemented before.
    """
    fact = recorded.fact
    if (lead := LEADS.get(type(fact))) is None:
        return turns
    # Talk goes on for most of a modification's life, and leads no further once it is in Refine.
    if lead is imply_refine and turns and turns[-1].stage not in BEFORE_REFINE:
        return turns
    if _depends_on_parts(turns, fact):
        return None
    course = Course(turns)
    lead(course, recorded, fact)
    return course.turns


def _depends_on_parts(turns: tuple[Turn, ...], fact: AnyFact) -> bool:
    """Not before the first part is implemented, and no more when the whole is."""
    if isinstance(fact, ImplementationCancelled):
        return True
    if isinstance(fact, ProposalImplemented):
        return fact.part is not None
    return isinstance(fact, ReleaseAssigned) and any(turn.state in _OF_PARTS for turn in turns)
