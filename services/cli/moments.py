"""Days and moments as people type them. A date means the end of that day, Europe/London."""

from datetime import date, datetime, time

from services.cli.exits import WrongUsage
from shared.domain.london import LONDON

_LAST = time(23, 59, 59, 999999)


def day_of(text: str) -> date:
    """`2020-05-31`. Raises WrongUsage."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongUsage(f"{text!r} is no day: expected YYYY-MM-DD, for example 2020-05-31") from None


def moment_of(text: str) -> datetime:
    """`2020-06-12` (its last microsecond in London), or `2020-06-12T09:00Z`; without an offset London time."""
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{text!r} is no moment: expected such as 2020-06-12 or 2020-06-12T09:00+01:00") from None
    if len(text) == len("2020-06-12"):
        return end_of(moment.date())
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def end_of(day: date) -> datetime:
    """The last microsecond of `day` in London."""
    return datetime.combine(day, _LAST, LONDON)


def today() -> date:
    """The day it is in London."""
    return datetime.now(LONDON).date()
