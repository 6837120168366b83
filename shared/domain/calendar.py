"""Which days are Working Days, and which day lies so many Working Days from another.

SEC Section A: a Working Day is any day other than a Saturday, a Sunday or a bank holiday. How a *duration* is counted
(which of its ends count, whether bank holidays do) is a convention, and lives in `daycount`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.bank_holidays import ENGLAND_AND_WALES, FIRST_YEAR, LAST_YEAR

_WEEKEND = {5: "Saturday", 6: "Sunday"}


class OutsideTheCalendar(ValueError):
    """The day lies outside the years for which the calendar knows the bank holidays."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The bank holidays, by day, of the years `first_year` to `last_year`, both included. An id keeps its meaning.

    Two calendars are the same only where they are one object: so totals of its days can be kept for each.
    """

    id: str
    holidays: Mapping[date, str]
    first_year: int
    last_year: int

    def holiday(self, day: date) -> str | None:
        """The name of the bank holiday on `day`, if it is one. Raises OutsideTheCalendar, which names the day."""
        if not self.first_year <= day.year <= self.last_year:
            raise OutsideTheCalendar(
                f"{day.isoformat()} lies outside the calendar {self.id}, which knows the bank holidays from "
                f"{self.first_year} to {self.last_year}: add a calendar with more years to shared/domain/calendar.py"
            )
        return self.holidays.get(day)

    def is_working_day(self, day: date) -> bool:
        return weekend(day) is None and self.holiday(day) is None

    def add_working_days(self, day: date, count: int) -> date:
        """The Working Day that is `count` Working Days after `day`, or before it where `count` is negative.

        `day` itself is not counted: one Working Day after Friday 1 October 2021 is Monday 4 October. Zero gives `day`.
        """
        one = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += one
            left -= self.is_working_day(day)
        return day


def weekend(day: date) -> str | None:
    """`Saturday` or `Sunday`, or None for a weekday."""
    return _WEEKEND.get(day.weekday())


CALENDARS: Mapping[str, Calendar] = {
    calendar.id: calendar for calendar in (Calendar("england_and_wales/1", ENGLAND_AND_WALES, FIRST_YEAR, LAST_YEAR),)
}
