"""PURE. Figures of proposals: how many are open or concluded, and for how long. Stated ones are carried."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from services.reporter import words
from services.reporter.figures.means import ROUNDING, mean, median
from services.reporter.figures.stages import OPEN, by_number
from services.reporter.figures.stated import stated
from services.reporter.later import Later
from services.reporter.names import label
from services.reporter.once import once
from services.reporter.report import Figure, Input
from services.reporter.together import together
from services.reporter.view import View
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS, working_days
from shared.domain.vocabulary import Basis, State
from shared.readmodels.readmodel import evidence_of
from shared.readmodels.register import Modification

_CONCLUDING: tuple[State, ...] = ("approved", "rejected", "withdrawn", "awaiting_implementation", "implemented")


class Age(NamedTuple):
    """A proposal and its Working Days from the day it was raised; None where no source tells that day."""

    stream: str
    age_wd: int | None
    evidence: tuple[str, ...]


@once
def open_figures(view: View) -> tuple[Figure, ...]:
    what = f"Proposals raised and neither decided nor withdrawn at {words.day(view.cut.stats_to)}"
    return tuple(_figures(view, "open", what, open_proposals(view)))


@once
def concluded_figures(view: View) -> tuple[Figure, ...]:
    what = f"Proposals decided or withdrawn in the 12 months to {words.day(view.cut.stats_to)}"
    return tuple(_figures(view, "concluded", what, concluded(view)))


def open_proposals(view: View) -> tuple[Age, ...]:
    """Before a decision at the end of the statistics, as far as facts name them."""
    day = view.cut.stats_to
    rows = (row for row in by_number(view) if row.exists_at(day) and row.stage_at(day) in OPEN)
    return _ages(view, ((row, day) for row in rows))


def concluded(view: View) -> tuple[Age, ...]:
    """A proposal that is sent back is open again: its conclusion is the last decision, where that one ends it."""
    window = view.cut.statistics
    ended = ((row, ended_on) for row in by_number(view) if (ended_on := _ended_on(row, window.last)))
    return _ages(view, ((row, on) for row, on in ended if on in window))


def _ended_on(row: Modification, day: date) -> date | None:
    """The first day of the unbroken run of concluded states in which it stands at the end of `day`."""
    since = None
    for turn in reversed(row.turns_by(day)):
        if turn.state not in _CONCLUDING and turn.state != "part_implemented":
            break
        since = turn.on
    return since


def _ages(view: View, rows: Iterable[tuple[Modification, date]]) -> tuple[Age, ...]:
    convention, calendar = CONVENTIONS[view.cut.day_count], CALENDARS[view.cut.calendar]
    counted = partial(working_days, convention=convention, calendar=calendar)
    return tuple(_age(row, until, counted) for row, until in rows)


def _age(row: Modification, until: date, counted: Callable[[date, date], int]) -> Age:
    raised, turns = row.raised, row.turns_by(until)
    if raised is None or not raised.exact:
        return Age(row.stream, None, evidence_of(*turns))
    return Age(row.stream, counted(raised.on, until), evidence_of(raised, *turns))


def _figures(view: View, group: str, what: str, ages: tuple[Age, ...]) -> Iterator[Figure]:
    known = [age.age_wd for age in ages if age.age_wd is not None]
    partly: Basis = "computed" if len(known) == len(ages) else "incomplete"
    each = Later(lambda: [Input(label(view, age.stream), 1, age.evidence) for age in ages])
    given = Later(lambda: [_input(view, age) for age in ages])
    of = len(ages), together(age.evidence for age in ages)
    mean_rule, median_rule = f"The mean age, {ROUNDING}: {what}.", f"The middle age: {what}."
    yield _figure(view, f"proposals.{group}.count", len(ages), "", "computed", f"{what}.", each, *of)
    yield _figure(view, f"proposals.{group}.mean_wd", mean(known), "WD", partly, mean_rule, given, *of)
    yield _figure(view, f"proposals.{group}.median_wd", median(known), "WD", partly, median_rule, given, *of)


def _figure(
    view: View,
    name: str,
    value: int | float | None,
    unit: str,
    basis: Basis,
    rule: str,
    inputs: Sequence[Input],
    count: int,
    evidence: tuple[str, ...],
) -> Figure:
    printed = stated(view, name)
    if printed:
        given = "none" if value is None else f"{value} {unit}".strip()
        number = words.counted(count, "proposal")
        rule = f"Carried as stated. {rule} What the recorded facts give: {given}, of {number}."
        return Figure(name, printed.value, unit, "stated", rule, inputs, printed.value, printed.evidence)
    if not count and unit:
        basis = "incomplete"
    return Figure(name, value, unit, basis, rule, inputs, None, evidence)


def _input(view: View, age: Age) -> Input:
    left_out = "no source tells when it was raised" if age.age_wd is None else None
    return Input(label(view, age.stream), age.age_wd, age.evidence, left_out)
