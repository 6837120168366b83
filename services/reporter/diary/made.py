"""PURE. The diary of a paper: from the first day of its news on, as known on the day that it speaks of."""

from collections.abc import Iterable, Iterator
from datetime import date

from services.reporter import words
from services.reporter.diary.entry import Entry, EntryKind, entry_id
from services.reporter.names import in_order, name
from services.reporter.prepare.point import BODIES
from services.reporter.sections.consultations import NAMES
from services.reporter.sections.releases import date_of, is_standalone, parts_of
from services.reporter.view import View
from shared.domain.streams import release as release_stream
from shared.domain.vocabulary import AgendaPurpose
from shared.readmodels import CONSULTATIONS, IMPLEMENTATIONS, MEETINGS, RELEASES
from shared.readmodels.implementations import Implementation
from shared.readmodels.meetings import Meeting
from shared.readmodels.readmodel import Step, evidence_of

_FOR: dict[AgendaPurpose, str] = {
    "refinement": "for the Refinement Process",
    "report_phase": "for the Report Phase",
    "discussion": "for discussion",
}


def diary(view: View) -> tuple[Entry, ...]:
    """By day, then by id."""
    entries = (*_meetings(view), *_releases(view), *_consultations(view))
    coming = (entry for entry in entries if entry.on >= view.cut.news.first)
    return tuple(sorted(coming, key=lambda entry: (entry.on, entry.id)))


def _meetings(view: View) -> Iterator[Entry]:
    for row in view.of(MEETINGS).values():
        told = _told(view, (row.scheduled, *row.agendas, row.held, row.cancelled))
        if told and row.on >= view.cut.news.first:
            cancelled = row.is_cancelled_at(view.cut.as_of)
            title = f"SEC {BODIES[row.body]}"
            yield _entry(row.stream, "meeting", row.on, title, _of_meeting(view, row), told, cancelled)


def _of_meeting(view: View, row: Meeting) -> tuple[str, ...]:
    day = view.cut.as_of
    if row.is_cancelled_at(day):
        return (f"Cancelled: {row.reason}",) if row.reason else ("Cancelled.",)
    agenda = row.agenda_at(day)
    purposes = {item.stream: _FOR[item.purpose] for item in agenda.items} if agenda else {}
    return tuple(f"{_named(view, stream)}, {purposes[stream]}" for stream in in_order(list(purposes)))


def _releases(view: View) -> Iterator[Entry]:
    rows = view.of(RELEASES)
    for release in {row.name for row in rows.values()} | {row.release for row in view.of(IMPLEMENTATIONS).values()}:
        parts, row, on = _by_number(parts_of(view, release)), rows.get(release_stream(release)), date_of(view, release)
        own = (*row.plans, row.live) if row else ()
        told = _told(view, (*own, *(step for part in parts for step in (part.assigned, *part.moves, part.implemented))))
        if on and told and on >= view.cut.news.first:
            lines = tuple(_of_release(view, part) for part in parts)
            yield _entry(release_stream(release), "release", on, _titled(release), lines, told)


def _titled(release: str) -> str:
    return "SEC standalone release" if is_standalone(release) else f"SEC {words.release(release)} Release"


def _by_number(parts: list[Implementation]) -> list[Implementation]:
    """Rows come in no promised order."""
    place = {stream: at for at, stream in enumerate(in_order(list({part.stream for part in parts})))}
    return sorted(parts, key=lambda part: (place[part.stream], part.part or 0, part.again or 0))


def _of_release(view: View, part: Implementation) -> str:
    return f"{_named(view, part.stream)}{f' part {part.part}' if part.part else ''}"


def _consultations(view: View) -> Iterator[Entry]:
    for key, row in view.of(CONSULTATIONS).items():
        on = row.closes_on_at(view.cut.as_of)
        told = _told(view, (row.planned, row.opened, *row.extensions, row.closed))
        over = row.settled_on is not None and row.settled_on < view.cut.news.first
        if on and told and not over:
            title = f"{words.capital(NAMES[row.type])} closes at 17:00"
            yield _entry(key, "consultation", on, title, (_named(view, row.stream),), told)


def _told(view: View, steps: Iterable[Step | None]) -> tuple[Step, ...]:
    day = view.cut.as_of
    return tuple(step for step in steps if step and step.on <= day)


def _named(view: View, stream: str) -> str:
    named = name(view, stream)
    return f"{named.label} '{named.title}'"


def _entry(
    stream: str,
    kind: EntryKind,
    on: date,
    title: str,
    lines: tuple[str, ...],
    told: tuple[Step, ...],
    cancelled: bool = False,
) -> Entry:
    evidence = evidence_of(*told)
    told_on = max(step.on for step in told)
    return Entry(entry_id(stream), kind, on, title, lines, told_on, len(evidence), evidence, cancelled)
