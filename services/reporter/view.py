"""PURE. All that a section may see: the cut, and the rows as they were at its position."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from shared.domain.period import Month, Window, twelve_months_to
from shared.readmodels.readmodel import ReadModel, Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Cut:
    """The eight inputs that fix a paper, beside the facts. The same cut gives the same bytes for ever.

    `position`: the log is read up to here, inclusive. `known_at`: the cut by knowledge, where one was asked for.
    `news`: the days whose events are new, both ends included; its last day is the day the paper speaks of.
    `stats_to`: the last day of the statistics. The rest are ids of versioned rules; days are counted by `day_count`,
    and in a column of their own by `beside`, where that was asked for.
    """

    month: Month
    position: int
    known_at: datetime | None
    news: Window
    stats_to: date
    day_count: str
    calendar: str
    rules: str
    template: str
    beside: str | None = None

    @property
    def as_of(self) -> date:
        return self.news.last

    @property
    def statistics(self) -> Window:
        """The 12-month window of the statistics."""
        return twelve_months_to(self.stats_to)

    @property
    def looks_back_to(self) -> date:
        """The first day that bears on the paper; the day before the news is told of still, where a plan lapsed."""
        return _looks_back_to(self.stats_to, self.news.first)

    def is_over(self, row: Row) -> bool:
        """Settled before all days that bear on the paper: it is no more spoken of."""
        return row.settled_on is not None and row.settled_on < self.looks_back_to


# Asked of each row.
@lru_cache(64)
def _looks_back_to(stats_to: date, news_from: date) -> date:
    return min(twelve_months_to(stats_to).first, news_from - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class View:
    """Rows by read model's name and key, in no promised order. `previous`: the view of the last paper, if any.

    `answers`: what `once` keeps of the questions that were asked.
    """

    cut: Cut
    rows: Mapping[str, Mapping[str, Any]]
    previous: "View | None" = None
    answers: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def of(self, model: ReadModel[R]) -> Mapping[str, R]:
        """The rows of `model`, by key."""
        return self.rows[model.name]
