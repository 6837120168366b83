"""Which conventions days are counted by, as it is asked for on the command line."""

from typing import Annotated

import typer

from services.cli.exits import WrongUsage

DayCount = Annotated[
    str | None,
    typer.Option(
        "--day-count", metavar="NAME", help="weekdays_both_ends (as papers count; the default) or sec_working_days."
    ),
]
Both = Annotated[bool, typer.Option("--both-day-counts", help="Days counted by the other convention too, beside it.")]


def day_counts(day_count: str | None, both: bool) -> tuple[str, str | None]:
    """The convention to count by, and the other one where both are wanted. Raises WrongUsage."""
    from services.reporter.cut import DAY_COUNT
    from shared.domain.daycount import FOR_DURATIONS

    chosen = DAY_COUNT if day_count is None else day_count
    if chosen not in FOR_DURATIONS:
        raise WrongUsage(f"--day-count {chosen!r} is not known: expected one of {', '.join(FOR_DURATIONS)}")
    return chosen, next(name for name in FOR_DURATIONS if name != chosen) if both else None
