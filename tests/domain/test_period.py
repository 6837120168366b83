"""The month of a paper, and the days that it covers."""

from datetime import date

import pytest

from shared.domain.period import Month, Window, twelve_months_to


def test_a_month_knows_its_days_and_its_neighbours() -> None:
    june = Month.parse("2020-06")

    assert (june.first_day, june.last_day) == (date(2020, 6, 1), date(2020, 6, 30))
    assert (str(june.previous), str(june), str(june.next)) == ("2020-05", "2020-06", "2020-07")


def test_months_turn_the_year() -> None:
    assert Month(2020, 1).previous == Month(2019, 12)
    assert Month(2019, 12).next == Month(2020, 1)
    assert Month(2019, 12).last_day == date(2019, 12, 31)


def test_february_ends_when_it_does() -> None:
    assert Month(2020, 2).last_day == date(2020, 2, 29)
    assert Month(2021, 2).last_day == date(2021, 2, 28)


@pytest.mark.parametrize("text", ["2020-13", "2020-00", "2020-6", "06-2020", "June 2020", "", "2020-06-01"])
def test_what_is_no_month_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no month: expected YYYY-MM, for example 2020-06"):
        Month.parse(text)


def test_a_window_holds_both_its_ends() -> None:
    window = Window(date(2020, 5, 9), date(2020, 6, 5))

    assert date(2020, 5, 9) in window
    assert date(2020, 6, 5) in window
    assert date(2020, 5, 8) not in window
    assert date(2020, 6, 6) not in window
    assert "2020-05-09" not in window


def test_the_twelve_months_of_the_june_paper() -> None:
    assert twelve_months_to(date(2020, 5, 31)) == Window(date(2019, 6, 1), date(2020, 5, 31))


def test_twelve_months_may_begin_or_end_in_a_leap_february() -> None:
    assert twelve_months_to(date(2020, 2, 29)) == Window(date(2019, 3, 1), date(2020, 2, 29))
    assert twelve_months_to(date(2021, 2, 28)) == Window(date(2020, 3, 1), date(2021, 2, 28))
    assert twelve_months_to(date(2019, 12, 31)) == Window(date(2019, 1, 1), date(2019, 12, 31))
