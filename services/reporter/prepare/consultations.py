"""PURE. Consultations that were to be issued by now, or to be closed."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.reporter import words
from services.reporter.names import label, name_as_proposal
from services.reporter.prepare.point import Point
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import ConsultationType
from shared.readmodels import CONSULTATIONS
from shared.readmodels.consultations import Consultation

NAMES: dict[ConsultationType, str] = {
    "refinement": "Refinement Consultation",
    "modification_report": "Modification Report Consultation",
    "draft_proposal_comments": "consultation on the Draft Proposal",
    "request_for_information": "Request for Information",
}


def consultations_not_opened(view: View) -> Iterator[Point]:
    """Planned for a week that is over."""
    day = view.cut.as_of
    for row in _in_order(view):
        week, planned = row.week_commencing, row.planned
        if not week or not planned or planned.on > day or row.is_issued_at(day) or last_day_of(week) >= day:
            continue
        yield Point(
            question="consultation-not-opened",
            what=f"{NAMES[row.type]} planned for the week commencing {words.day(week)}, and not opened",
            which=name_as_proposal(view, row.stream).label,
            stream=row.stream,
            since=last_day_of(week),
            ask="SECAS",
            evidence=planned.evidence,
        )


def consultations_not_closed(view: View) -> Iterator[Point]:
    """Open until a day that has gone by, and nobody says that it was closed, or extended."""
    day = view.cut.as_of
    for row in _in_order(view):
        if row.opened and row.opened.on <= day and row.closes_on and row.closes_on < day and not _is_closed(row, day):
            yield Point(
                question="consultation-not-closed",
                what=f"{NAMES[row.type]} open until {words.day(row.closes_on)}, and not closed",
                which=label(view, row.stream),
                stream=row.stream,
                since=row.closes_on,
                ask="SECAS",
                evidence=row.opened.evidence,
            )


def last_day_of(week_commencing: date) -> date:
    """The Sunday of the week."""
    return week_commencing + timedelta(days=6)


def _is_closed(row: Consultation, day: date) -> bool:
    return row.closed is not None and row.closed.on <= day


def _in_order(view: View) -> list[Consultation]:
    rows = view.of(CONSULTATIONS).values()
    return sorted(rows, key=lambda row: (ModificationRef.parse(row.stream), row.type, row.n))
