"""The month a paper reports on, and the days that a paper covers."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class Month(NamedTuple):
    """A calendar month: `2020-06` is the month of the June 2020 paper."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `2020-06`. Raises ValueError that says what was expected."""
        found = _MONTH.fullmatch(text.strip())
        if not found:
            raise ValueError(f"{text!r} is no month: expected YYYY-MM, for example 2020-06")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def next(self) -> "Month":
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)


class Window(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@lru_cache(64)
def twelve_months_to(last: date) -> Window:
    """The 12-month window that ends with `last`, the last day of a month: 1 June 2019 to 31 May 2020."""
    following = last + timedelta(days=1)
    return Window(date(following.year - 1, following.month, 1), last)
