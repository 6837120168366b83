"""What the reference of a Panel paper tells: SECP_81_1906_12 is item 12 of meeting 81, held on 19 June."""

import re
from datetime import date

_REFERENCE = re.compile(r"SECP_\d{1,3}[A-Z]?_(?P<day>\d{2})(?P<month>\d{2})_\d{1,2}[A-Z]?")


def panel_day(ref: str, issued_on: date) -> date | None:
    """The day of the Panel meeting for which the paper is: the first such day from the paper day on.

    None where the reference does not tell it.
    """
    found = _REFERENCE.fullmatch(ref.strip())
    if not found:
        return None
    days = (_day(year, int(found["month"]), int(found["day"])) for year in (issued_on.year, issued_on.year + 1))
    return next((day for day in days if day and day >= issued_on), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
