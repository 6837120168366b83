"""As long as much arrives, the next is polled before the last is written; nothing that came is lost to a trouble."""

from collections.abc import Iterable, Iterator, Sequence

import pytest

from services.projector.arriving import POLLS_AT_ONCE, Arriving
from shared.transport.broker import BrokerUnavailable
from shared.transport.carried import Received
from tests.given import stored
from tests.histories import entries
from tests.transport.carrying import linked

MUCH = 3
RECORDS = linked(stored(entries(40)), 1)


class Subscribed:
    """A subscription that gives so many records a poll, and raises what is no number."""

    def __init__(self, polls: Iterable[int | Exception], moves_after: int = 100) -> None:
        self._polls = iter(polls)
        self._left: Iterator[Received] = iter(RECORDS)
        self._moves_after = moves_after
        self.count = 0

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Received]:
        self.count += 1
        given = next(self._polls)
        if isinstance(given, Exception):
            raise given
        return [next(self._left) for _ in range(given)]

    def partitions(self) -> frozenset[int]:
        return frozenset({0} if self.count <= self._moves_after else {0, 1})


def arriving(polls: Iterable[int | Exception], moves_after: int = 100) -> tuple[Arriving, Subscribed]:
    subscription = Subscribed(polls, moves_after)
    return Arriving(subscription, subscription.poll(10, 0), MUCH), subscription


@pytest.mark.parametrize(
    ("polls", "asked", "came"),
    [
        ([1], 1, 1),
        ([3, 0], 2, 3),
        ([3, 4, 2], 3, 9),
        ([3] * POLLS_AT_ONCE, POLLS_AT_ONCE, 3 * POLLS_AT_ONCE),
    ],
)
def test_another_poll_follows_one_that_brought_much(polls: Sequence[int], asked: int, came: int) -> None:
    found, subscription = arriving(polls)
    assert (list(found), subscription.count) == (RECORDS[:came], asked)


def test_who_has_other_partitions_is_not_polled_again() -> None:
    found, subscription = arriving([3, 3], moves_after=1)
    assert (list(found), subscription.count) == (RECORDS[:6], 2)


def test_what_came_comes_again_without_another_poll() -> None:
    found, subscription = arriving([3, 3, 0])
    beginning = iter(found)
    assert [next(beginning) for _ in range(4)] == RECORDS[:4]
    assert list(found) == RECORDS[:6]
    assert list(found) == RECORDS[:6]
    assert subscription.count == 3


def test_a_trouble_is_for_when_all_that_came_before_it_is_projected() -> None:
    trouble = BrokerUnavailable("nobody answers")
    found, subscription = arriving([3, 3, trouble])
    assert (list(found), found.trouble) == (RECORDS[:6], trouble)
    assert (list(found), subscription.count) == (RECORDS[:6], 3)
