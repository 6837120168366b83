"""PURE. Rules for what both papers say alike: how far the report worked it out. No rule knows a particular paper."""

from collections.abc import Callable, Mapping
from datetime import date

from services.reporter.compare.grounds import Grounds
from services.reporter.compare.verdict import Ruling
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS, working_days
from shared.papers.statement import Statement


def figure_by_its_basis(said: Statement, grounds: Grounds) -> Ruling | None:
    """A figure is as good as what it rests on."""
    figure = grounds.figures.get(said.subject) if said.kind == "figure" else None
    match figure.basis if figure else None:
        case "computed":
            return Ruling("recomputed", "figure-computed", "computed from dates")
        case "computed_from_stated":
            return Ruling("recomputed", "figure-over-stated", "computed over parts that the paper states")
        case "stated":
            return Ruling("stated_only", "figure-stated", "the facts known do not make this figure; it is carried")
        case "incomplete":
            return Ruling("stated_only", "figure-incomplete", "computed over part of what is known to exist")
        case _:
            return None


COUNTED: Mapping[str, str] = {
    "stated_count": "counted from the items of the list",
    "window": "the months up to the cut of the statistics",
    "assessment_open": "days counted from its acceptance",
    "assessment_completed": "days counted from its acceptance to its return",
}
"""The kinds that hold a number or a day which the report works out, and how. What it prints with a mark, it did not."""


def counted(said: Statement, grounds: Grounds) -> Ruling | None:
    if said.kind not in COUNTED or said in grounds.marked:
        return None
    return Ruling("recomputed", "counted", COUNTED[said.kind])


def duration_that_the_days_do_not_give(said: Statement, grounds: Grounds) -> Ruling | None:
    """A stated duration is kept, and its days are counted all the same."""
    if said.kind != "assessment_open" or said["accepted_on"] is None:
        return None
    first, last = date.fromisoformat(str(said["accepted_on"])), grounds.cut.stats_to
    convention = CONVENTIONS[grounds.cut.day_count]
    plain_wd = working_days(first, last, convention, CALENDARS[grounds.cut.calendar])
    if plain_wd == said["duration_wd"]:
        return None
    why = f"its days make {plain_wd} WD, from {first} to {last} ({convention.rule}); what is stated is kept"
    return Ruling("by_calculation", "duration-stated", why)


def carried(said: Statement, grounds: Grounds) -> Ruling:
    return Ruling("carried", "carried", "recorded as a fact, and printed again")


EQUAL_RULES: tuple[Callable[[Statement, Grounds], Ruling | None], ...] = (
    figure_by_its_basis,
    counted,
    duration_that_the_days_do_not_give,
    carried,
)
"""In the order in which they are asked; the last one always answers."""
