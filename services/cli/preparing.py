"""`secchange report prepare` and `forecasts`: what a paper still lacks, and what came of what it said was to come."""

from typing import TYPE_CHECKING

from services.cli.moments import today
from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table
from services.cli.report import MonthOf, month_of

if TYPE_CHECKING:
    from services.reporter.forecasts.forecast import Came, Compared

_CAME: "dict[Came, str]" = {
    "as_forecast": "as forecast",
    "another_day": "on another day",
    "moved": "not yet: moved",
    "cancelled": "cancelled",
    "withdrawn": "withdrawn before",
    "not_come": "nothing recorded",
    "not_due": "not due yet",
}


def prepare(
    month: MonthOf,
    json: Json = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """What was planned and has no outcome yet, and whom to ask: at the end of the paper's day, or today before that."""
    from services.cli.papers import lacking
    from services.cli.reading import reading
    from services.reporter.prepare.point import as_json

    wanted = month_of(month)
    with reading(home, as_of, known_at, position) as now:
        day, points = lacking(now, wanted, today())
    if json:
        put_json([as_json(point) for point in points])
        return
    if not points:
        print(f"Nothing is open on {day} for the paper of {wanted}: all that was planned until then has its outcome.")
        return
    rows = [(point.since, point.which, point.what, point.ask, ", ".join(point.evidence)) for point in points]
    title = f"Open on {day} for the paper of {wanted} ({len(points)})"
    put_table(title, ("Since", "Which", "What", "Ask", "Facts"), rows)


def forecasts(
    month: MonthOf,
    json: Json = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """What the paper said was to come, as it was known on its day: whether it came, on another day, or not yet."""
    from services.cli.papers import forecasts as found_of
    from services.cli.reading import reading
    from services.reporter.forecasts.forecast import as_json

    wanted = month_of(month)
    with reading(home, as_of, known_at, position) as now:
        on, found = found_of(now, wanted)
    if json:
        put_json([as_json(one) for one in found])
        return
    if not found:
        print(f"Nothing that was known by {on} forecasts anything for the paper of {wanted}.")
        return
    title = f"Forecasts of the paper of {wanted}, as known on {on}, on {now.day} ({len(found)})"
    put_table(title, ("Forecast", "Which", "What", "Came", "On", "Facts"), map(_cells, found))


def _cells(found: "Compared") -> tuple[object, ...]:
    forecast = found.forecast
    first, last = forecast.days
    days = str(first) if first == last else f"{first} to {last}"
    return days, forecast.which, forecast.what, _CAME[found.came], found.on, ", ".join(found.evidence)
