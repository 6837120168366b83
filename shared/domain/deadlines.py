"""On which day a period of so many Working Days ends, and from which day on it must run to end in time.

Both are the inverse of `working_days`: the period that is found has exactly so many, by the same convention.
"""

from datetime import date, timedelta

from shared.domain.calendar import Calendar
from shared.domain.daycount import Convention, working_days


def ends_on(first: date, count: int, convention: Convention, calendar: Calendar) -> date:
    """The first day by which `count` Working Days have gone by since `first`.

    The 10 Working Days in which MP117 could be adopted, from 9 June 2021, ended on 23 June. Raises OutsideTheCalendar.
    """
    last = first
    while working_days(first, last, convention, calendar) < count:
        last += timedelta(days=1)
    return convention.end(last, calendar)


def begins_on(last: date, count: int, convention: Convention, calendar: Calendar) -> date:
    """The last day from which `count` Working Days run to `last`.

    Papers go out 5 Working Days before the Panel: for 15 May 2020 on 7 May. Raises OutsideTheCalendar.
    """
    first = last
    while working_days(first, last, convention, calendar) < count:
        first -= timedelta(days=1)
    return first
