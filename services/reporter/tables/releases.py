"""PURE. The releases to come, and those of the days that the paper looks back to, with what is in them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from services.reporter.data import DataRow, DataTable, Value
from services.reporter.names import in_order, label
from services.reporter.tables.modifications import parts_by_stream, title
from services.reporter.view import View
from shared.readmodels import RELEASES
from shared.readmodels.implementations import Implementation
from shared.readmodels.readmodel import evidence_of
from shared.readmodels.releases import Release

COLUMNS = ("Release", "Date", "State", "Modification", "Title", "Part", "Planned", "Implemented")


def releases(view: View) -> DataTable:
    """One row for each part in a release; a release with nothing in it has one of its own."""
    return DataTable(
        "releases", "Releases", COLUMNS, tuple(_rows(view)), "Releases to come or of late, and what is in them."
    )


def _rows(view: View) -> Iterator[DataRow]:
    day, parts, known = view.cut.as_of, _parts(view), _known(view)
    dates = {each: row.date_at(day) for each, row in known.items()}
    for release in sorted({*known, *parts}, key=lambda each: (dates.get(each) or date.max, each)):
        row = known.get(release)
        if row is not None and view.cut.is_over(row) and release not in parts:
            continue
        of_release = (release, dates.get(release), _state(row, day))
        told = _told(row, day)
        if release not in parts:
            yield DataRow((*of_release, *(None,) * 5), told)
        for part in parts.get(release, ()):
            yield DataRow(
                (*of_release, *_part(view, part, dates.get(release))), tuple(dict.fromkeys((*told, *part.evidence)))
            )


def _known(view: View) -> dict[str, Release]:
    return {row.name: row for row in view.of(RELEASES).values() if row.opened_on <= view.cut.as_of}


def _parts(view: View) -> dict[str, list[Implementation]]:
    by_release: dict[str, list[Implementation]] = defaultdict(list)
    by_stream = parts_by_stream(view)
    for stream in in_order(list(by_stream)):
        for part in by_stream[stream]:
            by_release[part.release].append(part)
    return by_release


def _part(view: View, part: Implementation, release_on: date | None) -> tuple[Value, ...]:
    day, stream = view.cut.as_of, part.stream
    own = part.move_at(day)
    planned_on = own.planned_on if own else release_on or part.planned_on
    done = part.implemented if part.is_implemented_at(day) else None
    return label(view, stream), title(view, stream), part.part, planned_on, done.on if done and done.exact else None


def _state(row: Release | None, day: date) -> str | None:
    if row is None:
        return None
    return "live" if row.live is not None and row.live.on <= day else "planned"


def _told(row: Release | None, day: date) -> tuple[str, ...]:
    if row is None:
        return ()
    plan = row.plan_at(day)
    return evidence_of(plan, row.live if row.live and row.live.on <= day else None)
