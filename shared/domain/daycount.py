"""How many Working Days a duration has, by a named convention, and which days they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, cycle, groupby, pairwise
from operator import itemgetter

from shared.domain.calendar import Calendar, weekend

Stop = tuple[date, date | None]
"""The day on which a clock stopped and the day on which it resumed (None: not yet). Both days count themselves."""


STOPPED = "clock stopped"
"""Why a day within a stop does not count."""


@dataclass(frozen=True, slots=True)
class Convention:
    """`first_day_counts`, `last_day_counts`: which of the two ends count, where they are days of the kind that counts.

    `holidays_count`: whether bank holidays count. `end_goes_on`: an end that falls on no Working Day goes on to the
    next; else the duration ends where it ends, and that day does not count. No source says of any that it goes on.
    """

    id: str
    first_day_counts: bool
    holidays_count: bool
    rule: str
    """The convention as a sentence, for whoever reads the figure."""
    last_day_counts: bool = True
    end_goes_on: bool = False

    def end(self, last: date, calendar: Calendar) -> date:
        """The day on which a duration ends that would end on `last`."""
        while self.end_goes_on and not calendar.is_working_day(last):
            last += timedelta(days=1)
        return last


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
        Convention(
            "consultation",
            first_day_counts=True,
            holidays_count=False,
            rule="Working Days of SEC Section A, first and last day included",
        ),
        Convention(
            "notice",
            first_day_counts=True,
            holidays_count=False,
            rule="Working Days of SEC Section A before a day, which does not count itself",
            last_day_counts=False,
        ),
    )
}

FOR_DURATIONS = ("weekdays_both_ends", "sec_working_days")
"""The conventions by which durations of papers are counted: as they were published, and as the Code defines days."""


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

    As many as `counted_days` lists, in a time that does not grow with the days between. Raises ValueError where `last`
    lies before `first`, and OutsideTheCalendar for days that the calendar does not know.
    """
    upto = _totals(calendar, convention.holidays_count)
    begin, end = _ends(first, last, convention, calendar)
    counted = upto[end] - upto[begin]
    if stops:
        counted -= sum(upto[to] - upto[from_] for from_, to in _without_a_clock(calendar, stops, begin, end))
    return counted


def stretches(
    first: date, last: date, convention: Convention, calendar: Calendar, stops: Sequence[Stop]
) -> tuple[tuple[int, bool], ...]:
    """How many days count, in their order, and how many would but for a clock that stood, told by True.

    None is empty, and no two on end are alike. Raises as `working_days` does.
    """
    upto = _totals(calendar, convention.holidays_count)
    begin, end = _ends(first, last, convention, calendar)
    cuts = [begin, *(cut for stood in _without_a_clock(calendar, stops, begin, end) for cut in stood), end]
    pieces = [(upto[to] - upto[from_], stood) for (from_, to), stood in zip(pairwise(cuts), cycle((False, True)))]
    alike = groupby((piece for piece in pieces if piece[0]), itemgetter(1))
    return tuple((sum(days for days, _ in those), stood) for stood, those in alike)


def _ends(first: date, last: date, convention: Convention, calendar: Calendar) -> tuple[int, int]:
    """The place of the first day that may count, and the one after the last."""
    _in_order(first, last)
    last = convention.end(last, calendar)
    if first.year < calendar.first_year or last.year > calendar.last_year:
        # Of the days, the first that the calendar does not know is refused.
        calendar.holiday(first)
        calendar.holiday(date(calendar.last_year + 1, 1, 1))
    begin = _place(calendar, first) + (not convention.first_day_counts)
    return begin, max(begin, _place(calendar, last) + convention.last_day_counts)


def _without_a_clock(calendar: Calendar, stops: Iterable[Stop], begin: int, end: int) -> Iterable[tuple[int, int]]:
    """The stretches between the ends of stops, as places from `begin` to before `end`, none twice."""
    done = begin
    for from_, to in sorted(stops, key=lambda stop: stop[0]):
        stretch = max(done, _place(calendar, from_) + 1), min(end, end if to is None else _place(calendar, to))
        if stretch[0] < stretch[1]:
            yield stretch
            done = stretch[1]


@cache
def _totals(calendar: Calendar, holidays_count: bool) -> tuple[int, ...]:
    """Of each day of the calendar by its place, how many days before it count; one more for the day after the last."""
    first, last = date(calendar.first_year, 1, 1), date(calendar.last_year, 12, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(accumulate((_is_counted(calendar, day, holidays_count) for day in days), initial=0))


def _is_counted(calendar: Calendar, day: date, holidays_count: bool) -> bool:
    return weekend(day) is None if holidays_count else calendar.is_working_day(day)


def _place(calendar: Calendar, day: date) -> int:
    """0 for the calendar's first day. A day outside the calendar has a place outside its totals."""
    return day.toordinal() - _day_one(calendar)


@cache
def _day_one(calendar: Calendar) -> int:
    return date(calendar.first_year, 1, 1).toordinal()


def counted_days(
    first: date, last: date, convention: Convention, calendar: Calendar, stops: Sequence[Stop] = ()
) -> tuple[CountedDay, ...]:
    """Every day from `first` to the end, both included, in order. Raises as `working_days` does."""
    _in_order(first, last)
    last = convention.end(last, calendar)
    judge = _judge(first, last, convention, calendar, stops)
    return tuple(judge(first + timedelta(days=n)) for n in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Span:
    """A duration by its dates: how long it is, and its days where somebody asks for them. Raises as `working_days`."""

    first: date
    last: date
    convention: Convention
    calendar: Calendar
    stops: tuple[Stop, ...] = ()

    @property
    def working_days(self) -> int:
        return working_days(self.first, self.last, self.convention, self.calendar, self.stops)

    @property
    def stretches(self) -> tuple[tuple[int, bool], ...]:
        """How many days count, and how many would but for a clock that stood, in their order."""
        return stretches(self.first, self.last, self.convention, self.calendar, self.stops)

    @property
    def days(self) -> tuple[CountedDay, ...]:
        return counted_days(self.first, self.last, self.convention, self.calendar, self.stops)


def _in_order(first: date, last: date) -> None:
    if last < first:
        raise ValueError(f"no duration from {first} to {last}: the last day must not lie before the first")


def _judge(
    first: date, last: date, convention: Convention, calendar: Calendar, stops: Iterable[Stop]
) -> Callable[[date], CountedDay]:
    def judge(day: date) -> CountedDay:
        holiday = calendar.holiday(day)
        if off := weekend(day):
            return CountedDay(day, False, off)
        if holiday and not convention.holidays_count:
            return CountedDay(day, False, f"bank holiday: {holiday}")
        if any(from_ < day and (to is None or day < to) for from_, to in stops):
            return CountedDay(day, False, STOPPED)
        if day == first and not convention.first_day_counts:
            return CountedDay(day, False, "first day")
        if day == last and not convention.last_day_counts:
            return CountedDay(day, False, "last day")
        return CountedDay(day, True, f"bank holiday, counted: {holiday}" if holiday else "weekday")

    return judge
