"""PURE. Means and medians of whole Working Days, as papers print them."""

from collections.abc import Sequence
from statistics import median as _median

ROUNDING = "rounded to the nearest whole day, a half up"
"""Truncation would fit the published means as well: half up is a choice."""


def mean(values: Sequence[int]) -> int | None:
    """The plain mean, a half rounded up; None of nothing. 469 over 6 is 78."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None


def median(values: Sequence[int]) -> int | float | None:
    """The value in the middle, or halfway between the two in the middle: 32.5; None of nothing."""
    if not values:
        return None
    middle = _median(values)
    return int(middle) if middle == int(middle) else middle
