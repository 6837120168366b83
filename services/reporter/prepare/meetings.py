"""PURE. Meetings whose day has gone by, and what they had to decide."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.deeds import deeds_of, done_by
from services.reporter.names import in_order, label
from services.reporter.prepare.point import BODIES, Point
from services.reporter.view import View
from shared.domain.streams import Body
from shared.readmodels import MEETINGS, REGISTER
from shared.readmodels.meetings import Meeting
from shared.readmodels.readmodel import Step

DECIDING: frozenset[Body] = frozenset({"panel", "csc", "change_board"})
"""A Working Group discusses, and decides nothing."""


def meetings_neither_held_nor_cancelled(view: View) -> Iterator[Point]:
    """Whatever the body did that day says that it was held."""
    for row in gone_by(view):
        if is_untold(view, row) and not done_by(view, row.body, row.on):
            assert row.scheduled is not None  # is_untold says so
            yield Point(
                question="meeting-not-held",
                what="scheduled, and neither held nor cancelled",
                which=f"{BODIES[row.body]} of {words.day(row.on)}",
                stream=row.stream,
                since=row.on,
                ask=BODIES[row.body],
                evidence=row.scheduled.evidence,
            )


def agenda_items_without_a_decision(view: View) -> Iterator[Point]:
    """Of the Panel, the CSC and the Change Board, in the 12 months before; not what was only to be discussed."""
    for row in gone_by(view):
        if not has_to_decide(view, row):
            continue
        assert row.agenda is not None  # has_to_decide says so
        for stream in in_order(list({item.stream for item in row.items if item.purpose != "discussion"})):
            if not _is_decided(view, stream, row):
                yield Point(
                    question="agenda-item-not-decided",
                    what=f"on the agenda of the {BODIES[row.body]} of {words.day(row.on)}, and no decision is recorded",
                    which=label(view, stream),
                    stream=stream,
                    since=row.on,
                    ask=BODIES[row.body],
                    evidence=row.agenda.evidence,
                )


def gone_by(view: View) -> list[Meeting]:
    """Meetings before the day asked about that nobody cancelled, by day."""
    day = view.cut.as_of
    gone = [row for row in view.of(MEETINGS).values() if row.on < day and not _by_now(view, row.cancelled)]
    return sorted(gone, key=lambda row: (row.on, row.body))


def is_untold(view: View, row: Meeting) -> bool:
    """Scheduled, and no more."""
    return _by_now(view, row.scheduled) and not _by_now(view, row.held)


def has_to_decide(view: View, row: Meeting) -> bool:
    return row.body in DECIDING and _by_now(view, row.agenda) and row.on >= view.cut.looks_back_to


def _by_now(view: View, taken: Step | None) -> bool:
    return taken is not None and taken.on <= view.cut.as_of


def _is_decided(view: View, stream: str, meeting: Meeting) -> bool:
    """The body dealt with it at the meeting or since, or it moved on beyond Define in any other way."""
    modification = view.of(REGISTER).get(stream)
    turns = [turn for turn in modification.turns if turn.stage != "define"] if modification else []
    deeds = [deed.taken for deed in deeds_of(view, stream) if deed.body == meeting.body]
    return any(meeting.on <= taken.on <= view.cut.as_of for taken in (*turns, *deeds))
