"""PURE. Meetings that were to be held and of which nothing more is told, and what a Panel was to decide and did not."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.deeds import deeds_of, done_by
from services.reporter.findings.plans import lapsed_in_the_news
from services.reporter.names import in_order, label
from services.reporter.report import Report
from services.reporter.view import View
from shared.domain.streams import Body
from shared.papers.finding import Finding
from shared.readmodels import MEETINGS, REGISTER
from shared.readmodels.meetings import Meeting
from shared.readmodels.readmodel import Step

_BODIES: dict[Body, str] = {
    "panel": "Panel",
    "csc": "Change Sub-Committee",
    "change_board": "Change Board",
    "working_group": "Working Group",
}


_DECIDED = ("converted", "conversion_refused", "report_phase_approved", "report_returned")
"""What the Panel can do with a Draft Proposal or a Modification Report."""


def meetings_that_lapsed(view: View, report: Report) -> Iterator[Finding]:
    """Scheduled for a day of this paper, and neither held nor cancelled; what a body did that day says it was held."""
    for row in _gone_by(view):
        if _by_now(view, row.scheduled) and not _by_now(view, row.held) and not done_by(view, row.body, row.on):
            assert row.scheduled is not None  # _by_now says so
            yield Finding(
                rule="meeting-lapsed",
                message=f"The {_BODIES[row.body]} meeting of {words.day(row.on)} was scheduled, and nothing says that "
                "it was held or cancelled.",
                mend="record MeetingHeld or MeetingCancelled for it.",
                subjects=(row.stream, *row.scheduled.evidence),
            )


def agenda_without_outcome(view: View, report: Report) -> Iterator[Finding]:
    """Items that a Panel of the days of this paper had to decide; one finding for a meeting."""
    for row in _gone_by(view):
        agenda = row.agenda_at(view.cut.as_of)
        if row.body != "panel" or agenda is None:
            continue
        to_decide = {item.stream for item in agenda.items if item.purpose != "discussion"}
        left = in_order([stream for stream in to_decide if not _settled(view, stream, row)])
        if left:
            yield Finding(
                rule="agenda-without-outcome",
                message=f"Nothing says what the Panel of {words.day(row.on)} decided about "
                f"{words.in_a_row(tuple(label(view, stream) for stream in left))}, on its agenda.",
                mend="record what it decided about each, or that the meeting was cancelled.",
                subjects=(row.stream, *left, *agenda.evidence),
            )


def _gone_by(view: View) -> list[Meeting]:
    """Meetings of the days of this paper that nobody cancelled, by day."""
    rows = view.of(MEETINGS).values()
    gone = [row for row in rows if lapsed_in_the_news(view, row.on) and not _by_now(view, row.cancelled)]
    return sorted(gone, key=lambda row: (row.on, row.body))


def _by_now(view: View, taken: Step | None) -> bool:
    return taken is not None and taken.on <= view.cut.as_of


def _settled(view: View, stream: str, panel: Meeting) -> bool:
    """Converted or not, at the meeting or since; or moved on beyond Define in any other way."""
    modification = view.of(REGISTER).get(stream)
    turns = [turn for turn in modification.turns if turn.stage != "define"] if modification else []
    decided = [deed.taken for deed in deeds_of(view, stream) if deed.deed in _DECIDED]
    return any(panel.on <= taken.on <= view.cut.as_of for taken in (*turns, *decided))
