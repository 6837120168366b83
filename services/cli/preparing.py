"""`secchange report prepare`: what the paper of a month still lacks."""

from services.cli.moments import today
from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table
from services.cli.report import MonthOf, month_of


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
