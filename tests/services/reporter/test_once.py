"""A question that several parts of a paper ask is answered once for each view."""

from dataclasses import replace

from services.reporter.once import once
from services.reporter.view import View
from tests.services.reporter.papers import june_view

ASKED: list[str] = []


@once
def months_before(view: View, number: int) -> str:
    ASKED.append(f"{number} before {view.cut.month}")
    return f"{view.cut.month.year}-{view.cut.month.number - number}"


def test_the_same_question_is_answered_once_and_another_again() -> None:
    view, ASKED[:] = replace(june_view(), answers={}), []
    assert [months_before(view, number) for number in (1, 1, 2, 1)] == ["2020-5", "2020-5", "2020-4", "2020-5"]
    assert ASKED == ["1 before 2020-06", "2 before 2020-06"]


def test_another_view_is_asked_anew_and_is_equal_whatever_was_asked_of_it() -> None:
    view, ASKED[:] = replace(june_view(), answers={}), []
    other = replace(view, answers={})
    assert months_before(view, 1) == "2020-5"
    assert view == other
    assert months_before(other, 1) == "2020-5"
    assert len(ASKED) == 2
