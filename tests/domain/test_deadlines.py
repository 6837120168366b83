"""When periods of Working Days end, and from when on they must run, on days that really were."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.calendar import CALENDARS, OutsideTheCalendar
from shared.domain.daycount import CONVENTIONS, Convention, working_days
from shared.domain.deadlines import begins_on, ends_on

CALENDAR = CALENDARS["england_and_wales/1"]
SEC = CONVENTIONS["sec_working_days"]
NOTICE = CONVENTIONS["notice"]
CONSULTATION = CONVENTIONS["consultation"]


@pytest.mark.parametrize(
    ("first", "count", "ends"),
    [
        (date(2021, 6, 9), 10, date(2021, 6, 23)),  # MP117: the window in which someone could adopt it
        (date(2020, 5, 26), 1, date(2020, 5, 27)),  # MP130: one Working Day following approval
        (date(2021, 10, 1), 1, date(2021, 10, 4)),  # from a Friday
        (date(2021, 11, 16), 1, date(2021, 11, 17)),
        (date(2020, 5, 7), 1, date(2020, 5, 11)),  # over the bank holiday of 8 May
    ],
)
def test_a_period_after_a_day_leaves_that_day_out(first: date, count: int, ends: date) -> None:
    assert ends_on(first, count, SEC, CALENDAR) == ends


def test_a_consultation_of_fifteen_working_days_counts_its_first() -> None:
    """MP099's Modification Report Consultation, over the bank holiday of 3 May 2021."""
    assert ends_on(date(2021, 4, 19), 15, CONSULTATION, CALENDAR) == date(2021, 5, 10)


def test_a_consultation_issued_on_a_saturday_lasts_from_the_monday() -> None:
    assert ends_on(date(2020, 6, 13), 1, CONSULTATION, CALENDAR) == date(2020, 6, 15)


def test_an_end_that_goes_on_is_a_working_day() -> None:
    goes_on = Convention("goes_on", True, False, "to the next Working Day where the end is none", end_goes_on=True)
    assert ends_on(date(2020, 6, 13), 1, goes_on, CALENDAR) == date(2020, 6, 15)


@pytest.mark.parametrize(
    ("day", "count", "begins"),
    [
        (date(2020, 6, 19), 5, date(2020, 6, 12)),  # the paper day before the June Panel
        (date(2020, 5, 15), 5, date(2020, 5, 7)),  # before the May Panel, over the bank holiday of 8 May
        (date(2020, 7, 1), 10, date(2020, 6, 17)),  # the agenda of the July Working Group
    ],
)
def test_notice_is_given_so_many_working_days_before(day: date, count: int, begins: date) -> None:
    assert begins_on(day, count, NOTICE, CALENDAR) == begins


def test_a_period_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideTheCalendar):
        ends_on(date(2030, 12, 27), 10, SEC, CALENDAR)
    with pytest.raises(OutsideTheCalendar):
        begins_on(date(2013, 1, 2), 10, NOTICE, CALENDAR)


DAYS = st.dates(date(2014, 1, 1), date(2029, 12, 31))


@given(DAYS, st.integers(0, 60), st.sampled_from([SEC, CONSULTATION]))
def test_a_period_has_as_many_working_days_as_were_asked_for(first: date, count: int, convention: Convention) -> None:
    """A consultation has at least the day on which it is issued."""
    count = max(count, int(convention.first_day_counts))
    assert working_days(first, ends_on(first, count, convention, CALENDAR), convention, CALENDAR) == count


@given(DAYS, st.integers(0, 60))
def test_notice_is_as_long_as_the_working_days_counted_back(day: date, count: int) -> None:
    assert begins_on(day, count, NOTICE, CALENDAR) == CALENDAR.add_working_days(day, -count)
