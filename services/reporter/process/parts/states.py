"""The states of a modification: under which stage each is counted, and what leads to it and from it."""

from collections.abc import Iterator
from inspect import cleandoc
from typing import get_args

from services.reporter.process.page import Cell, Part, Prose, Table
from services.reporter.process.words import place
from shared.domain.vocabulary import State
from shared.process.transitions import TRANSITIONS
from shared.readmodels import leads
from shared.readmodels.course import STAGE_OF

_COUNTED = (
    "SECAS speaks of stages, the Code of states. Under which stage a state is counted is a convention, and so is that "
    "a modification which its Proposer has withdrawn is no longer counted as live while others may adopt it."
)


def states() -> Iterator[Part]:
    rows = tuple(_row(state) for state in get_args(State))
    columns = ("State", "Counted under", "Reached by", "Left by")
    yield Part("The states of a modification", (Prose(_COUNTED), Table("States", columns, rows)))
    read = tuple(Prose(" ".join(text.split())) for text in cleandoc(leads.__doc__ or "").split("\n\n"))
    yield Part("What is read where nobody said so", read, level=3)


def _row(state: State) -> tuple[Cell, ...]:
    moves = [each for each in TRANSITIONS if each.subject == "modification" and each.source != each.target]
    into = dict.fromkeys(f"`{each.rule.command}`" for each in moves if each.target == state)
    out = dict.fromkeys(f"`{each.rule.command}`" for each in moves if each.source == state)
    stage = STAGE_OF[state].replace("_", " ")
    return (f"{place(state)} (`{state}`)",), (stage,), (", ".join(into) or "–",), (", ".join(out) or "–",)
