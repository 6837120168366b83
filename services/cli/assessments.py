"""`secchange assessments`: the DCC's Preliminary and Impact Assessments with their clocks."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.day_counts import Both, DayCount, day_counts
from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table

if TYPE_CHECKING:
    from services.reporter.listings.assessments import Which

app = typer.Typer(help="The DCC's Preliminary and Impact Assessments with their clocks.", no_args_is_help=True)


@app.command("list")
def list_(
    open_: Annotated[bool, typer.Option("--open", help="Accepted and not returned.")] = False,
    completed: Annotated[bool, typer.Option("--completed", help="Returned.")] = False,
    day_count: DayCount = None,
    both_day_counts: Both = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Each assessment with its dates, its target and its duration in Working Days (WD)."""
    from services.cli.reading import reading
    from services.reporter.cut import CALENDAR
    from services.reporter.listings.assessments import assessments
    from shared.domain.calendar import CALENDARS
    from shared.domain.daycount import CONVENTIONS

    chosen, other = day_counts(day_count, both_day_counts)
    which: Which = "open" if open_ and not completed else "completed" if completed and not open_ else "all"
    with reading(home, as_of, known_at, position) as now:
        found = assessments(now.rows(), now.day, which, CONVENTIONS[chosen], CALENDARS[CALENDAR])
    if json:
        put_json(found)
        return
    columns: tuple[str, ...] = (
        *("Ref", "Kind", "n", "Accepted", "Returned", "State"),
        *("Target WD", "Duration WD", "Stated WD"),
    )
    title = f"Assessments on {now.day} ({len(found)}; {chosen.replace('_', ' ')}; position {now.position})"
    if other:
        columns = (*columns, f"By {other.replace('_', ' ')}")
    rows = [(*_cells(one), *((one["durations_wd"][other],) if other else ())) for one in found]
    put_table(title, columns, rows, numeric=frozenset({2, 6, 7, 8, 9}))


def _cells(found: dict[str, Any]) -> tuple[object, ...]:
    target = found["target_wd"]
    if target != found["target_wd_original"]:
        target = f"{target} (was {found['target_wd_original']})"
    return (
        found["ref"],
        found["kind"],
        found["n"],
        found["accepted_on"],
        found["returned_on"],
        found["state"],
        target,
        found["duration_wd"],
        found["duration_stated"],
    )
