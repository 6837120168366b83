"""Shares of a log: all facts of some of its streams, so that whoever reads a share can fold them."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

NUMBERS = 1_024
"""Each stream has one of so many numbers, from 0 on; about equally many have each."""


class Share(NamedTuple):
    """The streams with the numbers from `first` to `last`."""

    first: int
    last: int


ALL = Share(0, NUMBERS - 1)
"""Every stream."""


def shares(sizes: Sequence[float]) -> list[Share]:
    """Shares of about these sizes, in proportion: each stream is in one of them."""
    ends = [round(NUMBERS * end / sum(sizes)) for end in accumulate(sizes, initial=0)]
    return [Share(first, after - 1) for first, after in pairwise(ends)]
