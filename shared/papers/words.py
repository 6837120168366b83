"""Numbers, days, months and names as papers write them."""

import re
from calendar import monthrange
from datetime import date

# fmt: off
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# fmt: on

_DAY = re.compile(
    r"(?:(?P<weekday>[A-Za-z]+day),?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]+)\.?(?:\s+(?P<year>\d{4}|\d{2}))?"
)


class NotUnderstood(ValueError):
    """A reader knows what should stand here and finds something else. Says both."""


def plain(text: str) -> str:
    """Without emphasis, and with single spaces."""
    return " ".join(text.replace("**", "").replace("__", "").split())


def number(text: str) -> int:
    """`seven`, `7`, `no`, `none`, `a`: the number. Raises NotUnderstood."""
    word = text.casefold()
    if word.isdecimal():
        return int(word)
    if word in ("none", "a", "an"):
        return 0 if word == "none" else 1
    if word not in NUMBERS:
        raise NotUnderstood(f"{text!r} is no number: expected one to twenty in words, or digits")
    return NUMBERS.index(word)


def in_words(n: int) -> str:
    """`seven`; beyond twenty in digits."""
    return NUMBERS[n] if 0 <= n < len(NUMBERS) else str(n)


def day(text: str, near: date | None = None) -> date:
    """`26 May 2020`, `6 Feb 20`, `Friday 22 May`; a day without its year is the one nearest to `near`.

    Raises NotUnderstood where there is no such day, or where it is not that day of the week.
    """
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise NotUnderstood(f"{text!r} is no day: expected such as 26 May 2020")
    month = _month(found["month"])
    on = _existing(int(found["day"]), month, _year(found["year"], month, near, text), text)
    if found["weekday"] and found["weekday"].capitalize() != WEEKDAYS[on.weekday()]:
        raise NotUnderstood(f"{text!r}: {printed(on)} is a {WEEKDAYS[on.weekday()]}")
    return on


def month(text: str) -> str:
    """`May 2020` as `2020-05`. Raises NotUnderstood."""
    name, _, year = text.strip().partition(" ")
    if not re.fullmatch(r"\d{4}", year):
        raise NotUnderstood(f"{text!r} is no month: expected such as May 2020")
    return f"{year}-{_month(name):02d}"


def last_day(of_month: str) -> date:
    """The last day of the month `2020-05`."""
    year, number_of_month = (int(part) for part in of_month.split("-"))
    return date(year, number_of_month, monthrange(year, number_of_month)[1])


def printed(on: date) -> str:
    """`26 May 2020`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def organisation(text: str) -> str:
    """`the DCC` and `DCC` are one organisation."""
    return re.sub(r"^the\s+", "", text.strip(), flags=re.IGNORECASE)


def singular(noun: str) -> str:
    """`Modifications Proposals` and `Modification Proposal` name one thing."""
    return " ".join(word.removesuffix("s") for word in noun.split())


def _month(name: str) -> int:
    for index, full in enumerate(MONTHS, start=1):
        if name.casefold() in (full.casefold(), full[:3].casefold(), full[:4].casefold()):
            return index
    raise NotUnderstood(f"{name!r} is no month")


def _year(year: str | None, month: int, near: date | None, text: str) -> int:
    if year:
        return int(year) if len(year) == 4 else 2000 + int(year)
    if near is None:
        raise NotUnderstood(f"{text!r} has no year, and the paper has no date from which to tell it")
    return min((near.year, near.year - 1, near.year + 1), key=lambda each: abs((near - date(each, month, 15)).days))


def _existing(day_of_month: int, month: int, year: int, text: str) -> date:
    if year == 0:
        raise NotUnderstood(f"{text!r} is not a day: there is no year 0")
    days = monthrange(year, month)[1]
    if not 1 <= day_of_month <= days:
        raise NotUnderstood(f"{text!r} is not a day: {MONTHS[month - 1]} {year} has {days} days")
    return date(year, month, day_of_month)
