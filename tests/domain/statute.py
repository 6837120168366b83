"""The bank holidays of England and Wales worked out from the law: a list that nobody copied from a package.

Sources. Banking and Financial Dealings Act 1971, Schedule 1 (England and Wales): Easter Monday, the last Monday in May,
the last Monday in August, 26 December if it is no Sunday, 27 December where 25 or 26 December is a Sunday. By common
law: Good Friday and Christmas Day. By Royal Proclamation under section 1 of the Act, each year since 1974 and 1978: New
Year's Day, or the Monday after where it falls on a weekend; the first Monday in May; and a day in place of Christmas
Day or Boxing Day where that falls on a Saturday. `MOVED` and `ADDED` are the proclamations for one year alone.
"""

from collections.abc import Iterator
from datetime import date, timedelta

MOVED = {
    date(2020, 5, 4): date(2020, 5, 8),  # the 75th anniversary of VE Day; announced 7 June 2019
    date(2022, 5, 30): date(2022, 6, 2),  # to join the Platinum Jubilee; announced 12 November 2020
}
ADDED = (
    date(2022, 6, 3),  # the Platinum Jubilee of Queen Elizabeth II; announced 12 November 2020
    date(2022, 9, 19),  # the State Funeral of Queen Elizabeth II; proclaimed 10 September 2022
    date(2023, 5, 8),  # the Coronation of King Charles III; announced 6 November 2022
)
_MONDAY = 0


def bank_holidays(year: int) -> frozenset[date]:
    """Those of one year; all of them fall on weekdays."""
    usual = {MOVED.get(day, day) for day in _each_year(year)}
    return frozenset(usual | {day for day in ADDED if day.year == year})


def _each_year(year: int) -> Iterator[date]:
    easter = easter_sunday(year)
    yield _or_monday_after(date(year, 1, 1))
    yield easter - timedelta(days=2)
    yield easter + timedelta(days=1)
    yield _first_monday(date(year, 5, 1))
    yield _first_monday(date(year, 5, 25))
    yield _first_monday(date(year, 8, 25))
    yield from _christmas(year)


def easter_sunday(year: int) -> date:
    """By the Gregorian computus, as the tables of the Calendar (New Style) Act 1750 have it.

    The moon's place in its 19 years, the days that centuries drop, and so the full moon; then the Sunday after it.
    """
    golden = year % 19
    century = year // 100
    dropped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + dropped + 15) % 30
    moon -= moon == 29 or (moon == 28 and golden > 10)
    full = date(year, 3, 21) + timedelta(days=moon)
    return full + timedelta(days=6 - full.weekday() or 7)


def _first_monday(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _or_monday_after(day: date) -> date:
    return _first_monday(day) if day.weekday() > 4 else day


def _christmas(year: int) -> tuple[date, date]:
    match date(year, 12, 25).strftime("%A"):
        case "Friday":
            return date(year, 12, 25), date(year, 12, 28)
        case "Saturday":
            return date(year, 12, 27), date(year, 12, 28)
        case "Sunday":
            return date(year, 12, 26), date(year, 12, 27)
        case _:
            return date(year, 12, 25), date(year, 12, 26)
