"""The rows that a paper is said to need make the same paper as all rows, whatever happened before and since."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from services.reporter.assemble import assemble
from services.reporter.needed import Needed, Question
from services.reporter.render import RENDERERS
from services.reporter.rows import Rows
from services.reporter.view import View
from services.reporter.views import replayed, view
from shared.domain.codec import recorded
from shared.domain.period import Month
from shared.readmodels.only import Only
from shared.readmodels.readmodel import Row
from tests.given import history, stored
from tests.histories import entries
from tests.services.reporter.befallen import BEFALLEN
from tests.services.reporter.papers import JUNE, june_history

MONTHS = tuple(Month.parse(text) for text in ("2014-02", "2016-11", "2018-07", "2019-12", "2020-06"))


@cache
def made_up(seed: int) -> Rows:
    return replayed(map(recorded, stored(entries(1_500, seed=seed))))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_a_made_up_history_gives_the_same_paper(seed: int, month: Month) -> None:
    assert_same_paper(made_up(seed), month)


def test_the_june_paper_is_the_same() -> None:
    assert_same_paper(replayed(june_history()), JUNE)


def test_a_month_in_which_much_befell_gives_the_same_paper() -> None:
    assert_same_paper(replayed(history(BEFALLEN)), Month(2020, 7))


def test_what_was_over_long_before_is_not_read() -> None:
    told = history(
        """
        2015-01-05  MP010  AssessmentAccepted  PA 1  target_wd=15
        2015-02-02  MP010  AssessmentReturned  PA 1
        2015-03-02  MP010  ProposalWithdrawn
        2020-05-12  MP106  AssessmentAccepted  PA 1  target_wd=15
        2020-06-03  MP106  WorkingGroupDiscussed  meeting_on=2020-06-03
        """
    )
    needed = needed_of(replayed(told), JUNE)
    assert {name: set(rows) for name, rows in needed.items() if rows} == {
        "register": {"106"},
        "assessments": {"106/PA/1"},
        "proceedings": {"106#2"},
    }


LAST_BOARD_LONG_AGO = """
2014-06-02  MP010  ChangeBoardVoted  basis=recommendation result=approve
2015-03-02  MP011  ChangeBoardVoted  basis=recommendation result=approve
2015-03-02  MP012  ChangeBoardVoted  basis=self_governance result=approve
2015-03-02  MP013  AssessmentRequested  IA 1  at_change_board_on=2015-03-02
2019-09-02  MP014  ChangeBoardVoted  basis=self_governance result=reject ad_hoc=true
2020-03-03  MP106  WorkingGroupDiscussed  meeting_on=2020-03-03
2020-03-03  meeting/working_group/2020-03-03  MeetingHeld
2020-06-03  MP107  WorkingGroupDiscussed  meeting_on=2020-06-03
"""


@pytest.mark.parametrize("held", ["", "2020-02-26  meeting/change_board/2020-02-26  MeetingHeld"])
def test_the_last_change_board_and_the_last_working_group_may_lie_any_time_back(held: str) -> None:
    rows = replayed(history(f"{LAST_BOARD_LONG_AGO}\n{held}"))
    assert_same_paper(rows, JUNE)
    needed = needed_of(rows, JUNE)
    assert set(needed["proceedings"]) == {"106#1", "107#1"}, "what was done in between is not read"
    assert "March 2015" in rendered(view(Rows(needed), JUNE, 9), "md") or held


def assert_same_paper(rows: Rows, month: Month) -> None:
    whole, needed = view(rows, month, 9), view(Rows(needed_of(rows, month)), month, 9)
    assert rendered(needed, "md") == rendered(whole, "md")
    assert assemble(needed) == assemble(whole), "of which every format is made"


def rendered(seen: View, form: str) -> str:
    return RENDERERS[form](assemble(seen)).decode()


def needed_of(rows: Rows, month: Month) -> Mapping[str, Mapping[str, Any]]:
    def read(questions: Sequence[Question]) -> list[Mapping[str, Any]]:
        return [{key: row for key, row in rows.of(model).items() if is_of(only, key, row)} for model, only in questions]

    return Needed(read, month, None).rows()


def is_of(only: Only, key: str, row: Row) -> bool:
    """As the row store answers."""
    return (
        (only.as_of is None or row.opened_on <= only.as_of)
        and (only.settled_from is None or row.settled_on is None or row.settled_on >= only.settled_from)
        and (only.keys is None or key in only.keys)
        and (only.streams is None or row.stream in only.streams)
    )
