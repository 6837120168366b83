"""PURE. What the paper of a month still lacks: what was planned or begun and has no outcome, and whom to ask.

The findings of a paper tell what went by in its own days; here it is told until it has an outcome, however long ago.
To add a question: a function of a view, and a line in the list.
"""

from collections.abc import Callable, Iterable, Iterator

from services.reporter.prepare.assessments import assessments_not_accepted, assessments_over_target
from services.reporter.prepare.consultations import consultations_not_closed, consultations_not_opened
from services.reporter.prepare.corrections import corrections_not_answered
from services.reporter.prepare.meetings import agenda_items_without_a_decision, meetings_neither_held_nor_cancelled
from services.reporter.prepare.modifications import adoption_windows_past_their_end, not_determined
from services.reporter.prepare.point import Point
from services.reporter.prepare.releases import not_implemented, releases_not_live
from services.reporter.view import View
from shared.domain.recorded import Recorded

Question = Callable[[View], Iterator[Point]]

QUESTIONS: tuple[Question, ...] = (
    meetings_neither_held_nor_cancelled,
    agenda_items_without_a_decision,
    consultations_not_opened,
    consultations_not_closed,
    assessments_not_accepted,
    assessments_over_target,
    not_determined,
    adoption_windows_past_their_end,
    releases_not_live,
    not_implemented,
)


def points_of(view: View, about_facts: Iterable[Recorded] = ()) -> tuple[Point, ...]:
    """By question in the order of the list, as at the end of the last day of the view's news.

    `about_facts`: the recorded facts about facts, of which there are no rows.
    """
    asked = (point for question in QUESTIONS for point in question(view))
    return (*asked, *corrections_not_answered(view, about_facts))
