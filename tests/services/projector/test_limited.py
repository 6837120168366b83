"""A fold that does not come to an end parks its fact; one that was slow only once does not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import thread_time

import pytest

from services.projector.limited import work_within
from services.projector.standing import Standing
from shared.readmodels import RELEASES
from shared.readmodels.readmodel import History
from shared.readmodels.releases import Release, fold
from tests.given import entries, stored

FACTS = stored(
    entries("""
    2020-03-02  release/2020-11  ReleasePlanned  planned_on=2020-11-05
    2020-03-03  release/2020-11  ReleaseDateChanged  planned_on=2020-11-26
    """)
)
SECONDS = 0.1


def busy(turns: Sequence[int]) -> Callable[[History], Mapping[str, Release]]:
    """The fold of releases, which takes ten times as long as it is granted whenever its turn is one of `turns`."""
    turn = 0

    def slow(history: History) -> Mapping[str, Release]:
        nonlocal turn
        turn += 1
        begun = thread_time()
        while turn in turns and thread_time() - begun < 10 * SECONDS:
            pass
        return fold(history)

    return slow


def parked(count: int, turns: Sequence[int]) -> list[int]:
    model = replace(RELEASES, fold=busy(turns))
    return [each.position for each in work_within(SECONDS, [model], 0, Standing(), FACTS[:count]).parked]


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("count", [1, 2])
def test_a_fold_that_is_slow_once_parks_nothing(count: int, turn: int) -> None:
    assert parked(count, [turn]) == []


def test_slow_once_in_all_and_once_again_parks_nothing() -> None:
    assert parked(2, [1, 3]) == []


def test_a_fold_that_is_always_slow_parks_its_fact_and_those_behind_it() -> None:
    assert parked(1, range(100)) == [1]
    assert parked(2, range(100)) == [1, 2]
