"""Working Days of the Code, and the bank holidays they rest on."""

from datetime import date

import holidays
import pytest

from shared.domain.bank_holidays import ENGLAND_AND_WALES
from shared.domain.calendar import CALENDARS, OutsideTheCalendar
from tests.domain.statute import bank_holidays, easter_sunday

CALENDAR = CALENDARS["england_and_wales/1"]


def test_frozen_bank_holidays_are_those_of_the_package_they_came_from() -> None:
    package = holidays.country_holidays("GB", subdiv="ENG", years=range(2013, 2031))
    assert {day: name for day, name in package.items() if day.weekday() < 5} == dict(ENGLAND_AND_WALES)


@pytest.mark.parametrize("year", range(2013, 2031))
def test_frozen_bank_holidays_are_those_that_the_law_makes(year: int) -> None:
    assert {day for day in ENGLAND_AND_WALES if day.year == year} == bank_holidays(year)


@pytest.mark.parametrize(
    "easter", [date(2013, 3, 31), date(2016, 3, 27), date(2019, 4, 21), date(2020, 4, 12), date(2030, 4, 21)]
)
def test_easter_falls_where_it_fell(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


def test_each_year_has_eight_bank_holidays_and_those_proclaimed_for_it_alone() -> None:
    assert {year: len(bank_holidays(year)) for year in range(2013, 2031) if len(bank_holidays(year)) != 8} == {
        2022: 10,
        2023: 9,
    }


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2020, 5, 8), "the early May holiday moved to the 75th anniversary of VE Day"),
        (date(2020, 5, 25), "the spring holiday"),
        (date(2022, 6, 2), "the spring holiday moved to the Platinum Jubilee"),
        (date(2022, 6, 3), "the Platinum Jubilee"),
        (date(2022, 9, 19), "the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "the Coronation of King Charles III"),
        (date(2021, 12, 28), "Boxing Day, which fell on a Sunday"),
        (date(2013, 3, 29), "Good Friday"),
    ],
)
def test_known_bank_holidays_are_no_working_days(day: date, why: str) -> None:
    assert not CALENDAR.is_working_day(day), why


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30), date(2020, 6, 12)])
def test_days_from_which_a_holiday_was_moved_are_working_days(day: date) -> None:
    assert CALENDAR.is_working_day(day)


def test_saturdays_and_sundays_are_no_working_days() -> None:
    assert not CALENDAR.is_working_day(date(2020, 6, 13))
    assert not CALENDAR.is_working_day(date(2020, 6, 14))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2020, 5, 26), 1, date(2020, 5, 27)),  # MP130: implemented one Working Day after approval
        (date(2021, 10, 1), 1, date(2021, 10, 4)),
        (date(2021, 6, 9), 10, date(2021, 6, 23)),  # MP117: the window in which someone could adopt it
        (date(2020, 7, 1), -10, date(2020, 6, 17)),  # the agenda of the July 2020 Working Group
        (date(2020, 6, 19), -5, date(2020, 6, 12)),  # papers for the June 2020 Panel
        (date(2020, 5, 15), -5, date(2020, 5, 7)),  # the May papers, over the bank holiday of 8 May
        (date(2020, 5, 7), 1, date(2020, 5, 11)),
        (date(2020, 6, 13), 0, date(2020, 6, 13)),
    ],
)
def test_working_days_are_added_from_the_day_after(day: date, count: int, expected: date) -> None:
    assert CALENDAR.add_working_days(day, count) == expected


@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2031, 1, 1)])
def test_a_day_outside_the_calendar_is_an_error_that_names_it(day: date) -> None:
    with pytest.raises(OutsideTheCalendar, match=f"{day.isoformat()} lies outside the calendar england_and_wales/1"):
        CALENDAR.is_working_day(day)
    with pytest.raises(OutsideTheCalendar, match="from 2013 to 2030"):
        CALENDAR.add_working_days(date(2030, 12, 30), 5)
