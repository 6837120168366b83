"""PURE. Releases whose day has gone by, and what they were to bring into the Code."""

from collections.abc import Iterator
from datetime import date

from services.reporter import words
from services.reporter.names import label
from services.reporter.prepare.point import Point
from services.reporter.sections.releases import date_of, is_standalone, parts_of
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.domain.streams import release as stream_of
from shared.readmodels import IMPLEMENTATIONS, RELEASES
from shared.readmodels.implementations import Implementation
from shared.readmodels.releases import Release


def releases_not_live(view: View) -> Iterator[Point]:
    """Nothing says that it went live, nor that anything was implemented by it."""
    for row, on in past_and_not_live(view):
        if not any(part.is_implemented_at(view.cut.as_of) for part in parts_of(view, row.name)):
            yield Point(
                question="release-not-live",
                what=f"planned for {words.day(on)}, and not live",
                which=titled(row.name),
                stream=row.stream,
                since=on,
                ask="SECAS",
                evidence=tuple(id for plan in row.plans if plan.on <= view.cut.as_of for id in plan.evidence),
            )


def past_and_not_live(view: View) -> list[tuple[Release, date]]:
    """With the day for which they were planned, by that day."""
    day = view.cut.as_of
    found = [
        (row, on)
        for row in view.of(RELEASES).values()
        if (on := row.date_at(day)) and on < day and not (row.live and row.live.on <= day)
    ]
    return sorted(found, key=lambda each: (each[1], each[0].name))


def not_implemented(view: View) -> Iterator[Point]:
    """Waiting for a day that has gone by."""
    waiting = [row for row in view.of(IMPLEMENTATIONS).values() if row.is_waiting_at(view.cut.as_of)]
    for row in sorted(waiting, key=lambda row: (ModificationRef.parse(row.stream), row.part or 0, row.release)):
        on = _planned_on(view, row)
        if on and on < view.cut.as_of and row.assigned:
            yield Point(
                question="not-implemented",
                what=f"{_whole_or_part(row)} to be implemented on {words.day(on)} ({titled(row.release)}), and it is "
                "not recorded that it was",
                which=label(view, row.stream),
                stream=row.stream,
                since=on,
                ask="SECAS",
                evidence=row.assigned.evidence,
            )


def titled(release: str) -> str:
    """`November 2020 Release`, or `standalone release of 27 May 2020`."""
    if is_standalone(release):
        return f"standalone release of {words.day(date.fromisoformat(release.removeprefix('standalone/')))}"
    return f"{words.release(release)} Release"


def _planned_on(view: View, row: Implementation) -> date | None:
    """The release's own day, where that is known, or the one it was assigned for."""
    release = view.of(RELEASES).get(stream_of(row.release))
    return (release.date_at(view.cut.as_of) if release else None) or row.planned_on or date_of(view, row.release)


def _whole_or_part(row: Implementation) -> str:
    return f"part {row.part}" if row.part else "the whole of it"
