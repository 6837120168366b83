"""PURE. Consultations that are out, and those expected week by week; of any type."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from services.reporter import words
from services.reporter.names import name, name_as_proposal
from services.reporter.report import Block, Heading, Line
from services.reporter.sections.blocks import following, sentence, stated_count, with_list
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import ConsultationType
from shared.papers.statement import SectionId, say
from shared.readmodels import CONSULTATIONS
from shared.readmodels.consultations import Consultation

NAMES: dict[ConsultationType, str] = {
    "refinement": "Refinement Consultation",
    "modification_report": "Modification Report Consultation",
    "draft_proposal_comments": "call for comments",
    "request_for_information": "Request for Information",
}


def consultations(view: View, section: SectionId, type_: ConsultationType) -> Iterator[Block]:
    """By number; expected ones by week, under the name that they will have by then."""
    rows = [row for row in view.of(CONSULTATIONS).values() if row.type == type_]
    rows.sort(key=lambda row: (ModificationRef.parse(row.stream), row.n))
    yield from _open(view, section, type_, [row for row in rows if row.is_open_at(view.cut.as_of)])
    expected = [row for row in rows if row.is_expected_at(view.cut.as_of)]
    expected.sort(key=_week)
    for week, those in groupby(expected, key=_week):
        yield from _expected(view, section, week, list(those))


def calls_on_draft_proposals(view: View) -> Iterator[Block]:
    """Calls for comments and Requests for Information, as they are seldom: nothing is said where there is none."""
    day = view.cut.as_of
    rows = [row for row in view.of(CONSULTATIONS).values() if row.type in _SELDOM]
    rows = sorted(rows, key=lambda row: (ModificationRef.parse(row.stream), row.type, row.n))
    open_ = tuple(_call(view, row, row.closes_on_at(day), "closes on") for row in rows if row.is_open_at(day))
    expected = [row for row in rows if row.is_expected_at(day)]
    planned = tuple(_call(view, row, row.week_commencing, "in the week commencing") for row in expected)
    if open_ or planned:
        yield Heading("Calls for comments and information")
    if open_:
        yield from with_list("Comments or information are currently being asked for on:", open_)
    if planned:
        yield from with_list("Comments or information are expected to be asked for on:", planned)


def _call(view: View, row: Consultation, on: date | None, when: str) -> Line:
    day = f", {when} {words.day(on)}" if on else ""
    return Line(f"{name(view, row.stream).link} ({NAMES[row.type]}{day})", row.evidence_at(view.cut.as_of))


_SELDOM: frozenset[ConsultationType] = frozenset({"draft_proposal_comments", "request_for_information"})


def _week(row: Consultation) -> date:
    assert row.week_commencing is not None  # is_expected_at says so
    return row.week_commencing


def _open(view: View, section: SectionId, type_: ConsultationType, rows: list[Consultation]) -> Iterator[Block]:
    lead = (
        f"There {words.is_are(len(rows))} currently {words.counted(len(rows), 'Modification Proposal')} out for "
        f"{NAMES[type_]}"
    )
    list_id = f"consultations.{type_}.open"
    says = (stated_count(section, list_id, len(rows), "Modification Proposal"),)
    if not rows:
        yield sentence(f"{lead}.", says)
        return
    yield from with_list(f"{lead}:", tuple(_open_item(view, section, row, list_id) for row in rows), says)


def _open_item(view: View, section: SectionId, row: Consultation, list_id: str) -> Line:
    named, closes_on = name(view, row.stream), row.closes_on_at(view.cut.as_of)
    says = say(
        section,
        "consultation_open",
        row.stream,
        list=list_id,
        type=row.type,
        label=named.label,
        title=named.title,
        closes_on=closes_on.isoformat() if closes_on else None,
    )
    extended = any(each.on <= view.cut.as_of for each in row.extensions)
    closes = f" ({'extended, ' if extended else ''}closes on {words.day(closes_on)})" if closes_on else ""
    return Line(f"{named.link}{closes}", row.evidence_at(view.cut.as_of), (says,))


def _expected(view: View, section: SectionId, week: date, rows: list[Consultation]) -> Iterator[Block]:
    what, number = NAMES[rows[0].type], len(rows)
    lead = (
        f"{words.capital(following(number, what))} {words.is_are(number)} expected to be issued in the week "
        f"commencing {words.day(week)}:"
    )
    list_id = f"consultations.{rows[0].type}.expected.{week.isoformat()}"
    yield from with_list(lead, tuple(_expected_item(view, section, row, week, list_id) for row in rows))


def _expected_item(view: View, section: SectionId, row: Consultation, week: date, list_id: str) -> Line:
    named = name_as_proposal(view, row.stream)
    says = say(
        section,
        "consultation_planned",
        row.stream,
        list=list_id,
        type=row.type,
        week_commencing=week.isoformat(),
        label=named.label,
        title=named.title,
    )
    return Line(named.link, row.evidence_at(view.cut.as_of), (says,))
