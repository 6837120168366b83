"""PURE. How many proposals stand in each stage on the day that the paper speaks of."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from services.reporter import words
from services.reporter.figures.stated import stated
from services.reporter.later import Later
from services.reporter.names import label, title
from services.reporter.once import once
from services.reporter.report import Figure, Input
from services.reporter.together import together
from services.reporter.view import View
from shared.domain.vocabulary import Basis, Stage
from shared.readmodels import ASSESSMENTS, CONSULTATIONS, MEETINGS, PROCEEDINGS, REGISTER
from shared.readmodels.register import Modification

COUNTED: dict[Stage, str] = {
    "define": "Define",
    "refine": "Refine",
    "opine": "Opine",
    "approved": "Approved",
}
"""The stages counted, in the order of the process, and what the paper calls them."""
OPEN: tuple[Stage, ...] = ("define", "refine", "opine")
"""Before a decision."""
_ALSO: dict[Stage, Stage] = {"part_implemented": "approved"}
"""One that is implemented in part still waits for the rest."""


def shown(view: View) -> int:
    """How many open proposals the facts put into a stage."""
    return sum(len(in_stage(view, stage)) for stage in OPEN)


@once
def _some_are_not_named(view: View) -> bool:
    total = stated(view, "proposals.open.count")
    return total is not None and shown(view) < total.value


@once
def stage_figure(view: View, stage: Stage) -> Figure:
    partly = stage in OPEN and _some_are_not_named(view)
    return _figure(view, stage, "incomplete" if partly else "computed")


def in_stage(view: View, stage: Stage) -> tuple[Modification, ...]:
    """Those in `stage` at the end of the day that the paper speaks of, by number."""
    return _by_stage(view).get(stage, ())


def number_in(view: View, stage: Stage) -> int:
    """How many that are: of the paper before, nobody asks which."""
    return _numbers(view)[stage]


@once
def _numbers(view: View) -> Mapping[Stage, int]:
    """In no order, which would take longer than all the rest."""
    rows, day = view.of(REGISTER).values(), view.cut.as_of
    return Counter(_counted_as(row, day) for row in rows if row.exists_at(day))


def _counted_as(row: Modification, day: date) -> Stage:
    stage = row.stage_at(day)
    return _ALSO.get(stage, stage)


@once
def by_number(view: View) -> tuple[Modification, ...]:
    """The register, as papers list it."""
    return tuple(sorted(view.of(REGISTER).values(), key=lambda row: row.ref))


@once
def _by_stage(view: View) -> dict[Stage, tuple[Modification, ...]]:
    day, by_stage = view.cut.as_of, defaultdict(list)
    for row in by_number(view):
        if row.exists_at(day):
            by_stage[_counted_as(row, day)].append(row)
    return {stage: tuple(rows) for stage, rows in by_stage.items()}


@once
def known_by_a_return_alone(view: View) -> tuple[Modification, ...]:
    """Open ones of which nothing is known but that the DCC once returned an assessment."""
    rows = tuple(row for row in in_stage(view, "refine") if row.raised is None)
    if not rows:
        return ()
    named = {row.stream for row in (*view.of(PROCEEDINGS).values(), *view.of(CONSULTATIONS).values())}
    agendas = (agenda for meeting in view.of(MEETINGS).values() for agenda in meeting.agendas)
    named |= {item.stream for agenda in agendas for item in agenda.items}
    named |= {row.stream for row in view.of(ASSESSMENTS).values() if row.state_at(view.cut.as_of) != "returned"}
    return tuple(row for row in rows if row.stream not in named)


def _figure(view: View, stage: Stage, basis: Basis) -> Figure:
    day = view.cut.as_of
    turns = [(row.stream, turn) for row in in_stage(view, stage) if (turn := row.turn_at(day))]
    rule = f"Proposals whose last recorded step by {words.day(day)} puts them under “{COUNTED[stage]}”."
    evidence = together(turn.evidence for _, turn in turns)
    inputs = Later(lambda: [Input(_called(view, stream), 1, turn.evidence) for stream, turn in turns])
    return Figure(f"stages.{stage}", len(turns), "", basis, rule, inputs, None, evidence)


def _called(view: View, stream: str) -> str:
    return f"{label(view, stream)} '{title(view, stream)}'"
