"""Durations in Working Days, as the published papers count them and as the Code defines them."""

from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.calendar import CALENDARS, OutsideTheCalendar
from shared.domain.daycount import (
    CONVENTIONS,
    STOPPED,
    Convention,
    Stop,
    counted_days,
    stretches,
    working_days,
)

CALENDAR = CALENDARS["england_and_wales/1"]
PUBLISHED = CONVENTIONS["weekdays_both_ends"]
SEC = CONVENTIONS["sec_working_days"]
END_OF_MAY = date(2020, 5, 31)


@pytest.mark.parametrize(
    ("reference", "accepted_on", "duration_wd"),
    [
        ("SECMP0007", date(2020, 2, 6), 82),
        ("SECMP0056", date(2019, 7, 2), 239),
        ("SECMP0066", date(2019, 6, 13), 252),
        ("MP078", date(2020, 4, 17), 31),
        ("MP092", date(2019, 12, 2), 130),
        ("MP099", date(2020, 5, 5), 19),
    ],
)
def test_open_assessments_of_june_2020_come_out_as_printed(reference: str, accepted_on: date, duration_wd: int) -> None:
    assert working_days(accepted_on, END_OF_MAY, PUBLISHED, CALENDAR) == duration_wd, reference


@pytest.mark.parametrize(
    ("reference", "accepted_on", "plain_wd"),
    [("MP106", date(2020, 3, 26), 47), ("MP107", date(2020, 4, 20), 30), ("MP109", date(2020, 5, 26), 4)],
)
def test_three_open_assessments_of_june_2020_are_longer_than_printed(
    reference: str, accepted_on: date, plain_wd: int
) -> None:
    assert working_days(accepted_on, END_OF_MAY, PUBLISHED, CALENDAR) == plain_wd, reference


def test_a_completed_assessment_counts_both_of_its_ends() -> None:
    """SECMP0063, from 9 July to 1 August 2019."""
    assert working_days(date(2019, 7, 9), date(2019, 8, 1), PUBLISHED, CALENDAR) == 18


@pytest.mark.parametrize(
    ("first", "last", "duration_wd"),
    [
        (date(2021, 6, 9), date(2021, 6, 23), 10),  # MP117: ten Working Days in which someone could adopt it
        (date(2020, 5, 26), date(2020, 5, 27), 1),  # MP130: one Working Day following approval
        (date(2020, 6, 17), date(2020, 7, 1), 10),
        (date(2020, 2, 6), date(2020, 5, 31), 77),  # SECMP0007: 82 weekdays less four bank holidays and the first day
    ],
)
def test_sec_working_days_begin_the_day_after_and_leave_bank_holidays_out(
    first: date, last: date, duration_wd: int
) -> None:
    assert working_days(first, last, SEC, CALENDAR) == duration_wd


@pytest.mark.parametrize(
    ("first", "last", "duration_wd"),
    [
        (date(2021, 4, 19), date(2021, 5, 10), 15),  # MP099's Modification Report, over the bank holiday of 3 May
        (date(2020, 6, 22), date(2020, 7, 10), 15),
        (date(2020, 6, 22), date(2020, 7, 11), 15),  # the Saturday after does not count
    ],
)
def test_consultations_count_both_ends_and_leave_bank_holidays_out(first: date, last: date, duration_wd: int) -> None:
    assert working_days(first, last, CONVENTIONS["consultation"], CALENDAR) == duration_wd


@pytest.mark.parametrize(
    ("first", "last", "duration_wd"),
    [
        (date(2020, 6, 12), date(2020, 6, 19), 5),  # the June paper, before its Panel
        (date(2020, 5, 7), date(2020, 5, 15), 5),  # the May paper, over the bank holiday of 8 May
        (date(2020, 6, 17), date(2020, 7, 1), 10),  # the agenda of the July Working Group
        (date(2020, 6, 19), date(2020, 6, 19), 0),
    ],
)
def test_notice_leaves_out_the_day_that_it_is_given_for(first: date, last: date, duration_wd: int) -> None:
    assert working_days(first, last, CONVENTIONS["notice"], CALENDAR) == duration_wd


GOES_ON = Convention("goes_on", True, False, "Working Days, to the next one where the end is none", end_goes_on=True)


def test_an_end_that_goes_on_is_counted_and_listed_to_its_new_end() -> None:
    assert working_days(date(2020, 5, 7), date(2020, 5, 8), GOES_ON, CALENDAR) == 2
    days = counted_days(date(2020, 5, 7), date(2020, 5, 8), GOES_ON, CALENDAR)
    assert [(day.day.day, day.counted, day.why) for day in days] == [
        (7, True, "weekday"),
        (8, False, "bank holiday: May Day"),
        (9, False, "Saturday"),
        (10, False, "Sunday"),
        (11, True, "weekday"),
    ]


def test_a_last_day_that_does_not_count_says_so() -> None:
    days = counted_days(date(2020, 6, 18), date(2020, 6, 19), CONVENTIONS["notice"], CALENDAR)
    assert [(day.counted, day.why) for day in days] == [(True, "weekday"), (False, "last day")]


def test_a_stop_takes_out_the_days_between_its_ends_and_neither_end() -> None:
    """A clock stopped on Wednesday 6 and resumed on Monday 11 May 2020: Thursday and Friday do not count."""
    stop = (date(2020, 5, 6), date(2020, 5, 11))
    assert working_days(date(2020, 5, 4), date(2020, 5, 15), PUBLISHED, CALENDAR) == 10
    assert working_days(date(2020, 5, 4), date(2020, 5, 15), PUBLISHED, CALENDAR, [stop]) == 8
    assert working_days(date(2020, 5, 4), date(2020, 5, 15), SEC, CALENDAR, [stop]) == 7


def test_a_clock_that_has_not_resumed_counts_up_to_the_day_it_stopped() -> None:
    """What MP106's printed 34 WD would take: a clock stopped on 12 May 2020."""
    assert working_days(date(2020, 3, 26), END_OF_MAY, PUBLISHED, CALENDAR, [(date(2020, 5, 12), None)]) == 34


def test_overlapping_stops_take_a_day_out_once() -> None:
    stops = [(date(2020, 5, 4), date(2020, 5, 7)), (date(2020, 5, 5), date(2020, 5, 8))]
    assert working_days(date(2020, 5, 4), date(2020, 5, 8), PUBLISHED, CALENDAR, stops) == 2


def test_each_day_says_why_it_counts_or_not() -> None:
    days = counted_days(date(2020, 5, 7), date(2020, 5, 12), SEC, CALENDAR, [(date(2020, 5, 11), None)])
    assert [(day.day.day, day.counted, day.why) for day in days] == [
        (7, False, "first day"),
        (8, False, "bank holiday: May Day"),
        (9, False, "Saturday"),
        (10, False, "Sunday"),
        (11, True, "weekday"),
        (12, False, "clock stopped"),
    ]
    assert counted_days(date(2020, 5, 8), date(2020, 5, 8), PUBLISHED, CALENDAR)[0].why == (
        "bank holiday, counted: May Day"
    )


def test_a_duration_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="no duration from 2020-05-04 to 2020-05-01"):
        working_days(date(2020, 5, 4), date(2020, 5, 1), PUBLISHED, CALENDAR)


def test_a_duration_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideTheCalendar, match="2031-01-01"):
        working_days(date(2030, 12, 30), date(2031, 1, 2), PUBLISHED, CALENDAR)


DAYS = st.dates(date(2013, 1, 1), date(2030, 6, 30))
SPANS = st.integers(0, 180)
STOPS = st.lists(st.tuples(st.integers(-5, 180), st.none() | st.integers(0, 60)), max_size=5)


@given(DAYS, SPANS, STOPS, st.sampled_from([*CONVENTIONS.values(), GOES_ON]))
def test_the_days_counted_are_the_duration(
    first: date, span: int, stops: list[tuple[int, int | None]], convention: Convention
) -> None:
    last = first + timedelta(days=span)
    clock: list[Stop] = [_stop(first, start, length) for start, length in stops]
    days = counted_days(first, last, convention, CALENDAR, clock)
    end = convention.end(last, CALENDAR)
    assert [day.day for day in days] == [first + timedelta(days=n) for n in range((end - first).days + 1)]
    assert sum(day.counted for day in days) == working_days(first, last, convention, CALENDAR, clock)
    assert all(day.why for day in days)


@given(DAYS, SPANS, STOPS, st.sampled_from([*CONVENTIONS.values(), GOES_ON]))
def test_stretches_are_the_days_that_count_and_those_without_a_clock_in_their_order(
    first: date, span: int, stops: list[tuple[int, int | None]], convention: Convention
) -> None:
    last = first + timedelta(days=span)
    clock: list[Stop] = [_stop(first, start, length) for start, length in stops]
    days = counted_days(first, last, convention, CALENDAR, clock)
    never_stopped = counted_days(first, last, convention, CALENDAR)
    stood = [day.why == STOPPED for day, plain in zip(days, never_stopped, strict=True) if plain.counted]
    expected = tuple((len(list(alike)), of) for of, alike in groupby(stood))
    assert stretches(first, last, convention, CALENDAR, clock) == expected


@given(DAYS, SPANS)
def test_published_durations_are_five_days_in_each_week(first: date, span: int) -> None:
    weeks, rest = divmod(span + 1, 7)
    beyond = sum((first.weekday() + n) % 7 < 5 for n in range(rest))
    assert working_days(first, first + timedelta(days=span), PUBLISHED, CALENDAR) == weeks * 5 + beyond


@given(DAYS, st.integers(0, 60))
def test_the_day_so_many_working_days_on_lies_that_duration_away(first: date, count: int) -> None:
    assert working_days(first, CALENDAR.add_working_days(first, count), SEC, CALENDAR) == count


def _stop(first: date, start: int, length: int | None) -> Stop:
    stopped_on = first + timedelta(days=start)
    return stopped_on, None if length is None else stopped_on + timedelta(days=length)
