"""How many Working Days a duration has, by a named convention, and which days they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.calendar import Calendar, weekend

Stop = tuple[date, date | None]
"""The day on which a clock stopped and the day on which it resumed (None: not yet). Both days count themselves."""


@dataclass(frozen=True, slots=True)
class Convention:
    """`first_day_counts`: whether day one is the day of acceptance. `holidays_count`: whether bank holidays count."""

    id: str
    first_day_counts: bool
    holidays_count: bool
    rule: str
    """The convention as a sentence, for whoever reads the figure."""


CONVENTIONS: Mapping[str, Convention] = {
    convention.id: convention
    for convention in (
        Convention(
            "weekdays_both_ends",
            first_day_counts=True,
            holidays_count=True,
            rule="weekdays, first and last day included, bank holidays not removed, as the published papers count",
        ),
        Convention(
            "sec_working_days",
            first_day_counts=False,
            holidays_count=False,
            rule="Working Days of SEC Section A, from the day after the first, bank holidays removed",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a duration: whether it counts, and why or why not."""

    day: date
    counted: bool
    why: str


def working_days(
    first: date, last: date, convention: Convention, calendar: Calendar, stops: Sequence[Stop] = ()
) -> int:
    """The Working Days from `first` to `last` that count; a stop takes out the days between its two ends.

    Raises ValueError where `last` lies before `first`, and OutsideTheCalendar for days that the calendar does not know.
    """
    return sum(day.counted for day in counted_days(first, last, convention, calendar, stops))


def counted_days(
    first: date, last: date, convention: Convention, calendar: Calendar, stops: Sequence[Stop] = ()
) -> tuple[CountedDay, ...]:
    """Every day from `first` to `last`, both included, in order. Raises as `working_days` does."""
    if last < first:
        raise ValueError(f"no duration from {first} to {last}: the last day must not lie before the first")
    judge = _judge(first, convention, calendar, stops)
    return tuple(judge(first + timedelta(days=n)) for n in range((last - first).days + 1))


def _judge(
    first: date, convention: Convention, calendar: Calendar, stops: Iterable[Stop]
) -> Callable[[date], CountedDay]:
    def judge(day: date) -> CountedDay:
        holiday = calendar.holiday(day)
        if off := weekend(day):
            return CountedDay(day, False, off)
        if holiday and not convention.holidays_count:
            return CountedDay(day, False, f"bank holiday: {holiday}")
        if any(from_ < day and (to is None or day < to) for from_, to in stops):
            return CountedDay(day, False, "clock stopped")
        if day == first and not convention.first_day_counts:
            return CountedDay(day, False, "first day")
        return CountedDay(day, True, f"bank holiday, counted: {holiday}" if holiday else "weekday")

    return judge
