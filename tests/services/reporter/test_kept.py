"""Of a share of a log that is kept, the rows asked for are those of its facts folded, however they are kept."""

from datetime import date
from typing import Any

import pytest

from services.reporter.replay.kept import kept
from services.reporter.views import folded
from shared.domain.codec import recorded
from shared.readmodels import BOARD_VOTES, PROCEEDINGS, REGISTER
from shared.readmodels.only import ALL, Only
from shared.readmodels.readmodel import ReadModel
from tests.given import stored
from tests.histories import entries

TOLD = [recorded(fact) for fact in stored(entries(2_000, seed=11))]
ROWS, KEPT = folded(TOLD), kept(TOLD)
KEYS = tuple(sorted(ROWS["proceedings"])[::5])
A_DAY = sorted(row.taken.on for row in ROWS["proceedings"].values())[250]
"""On which something was done."""
STREAMS = tuple(sorted({row.stream for row in ROWS["proceedings"].values()}))[::2]


QUESTIONS = {
    "all": ALL,
    "from a day on": Only(settled_from=date(2017, 1, 1)),
    "up to a day": Only(as_of=date(2017, 6, 30)),
    "from a day on which something was done": Only(settled_from=A_DAY),
    "up to a day on which something was done": Only(as_of=A_DAY),
    "on a day": Only(settled_from=A_DAY, as_of=A_DAY),
    "between days, of streams": Only(settled_from=date(2016, 1, 1), as_of=date(2018, 12, 31), streams=STREAMS),
    "of streams": Only(streams=STREAMS),
    "of no stream": Only(streams=()),
    "by keys": Only(keys=KEYS),
    "by no key": Only(keys=(), as_of=date(2020, 1, 1)),
}


@pytest.mark.parametrize("model", [PROCEEDINGS, REGISTER, BOARD_VOTES], ids=lambda model: model.name)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_rows_asked_for_are_those_of_all_that_is_folded(model: ReadModel[Any], question: str) -> None:
    only = QUESTIONS[question]
    assert dict(KEPT[model.name].of(only)) == only.of(ROWS[model.name])


def test_of_deeds_the_questions_leave_none_some_or_all() -> None:
    found = {question: len(only.of(ROWS["proceedings"])) for question, only in QUESTIONS.items()}
    assert (found.pop("of no stream"), found.pop("by no key"), found.pop("all")) == (0, 0, len(ROWS["proceedings"]))
    assert all(0 < count < len(ROWS["proceedings"]) for count in found.values())
