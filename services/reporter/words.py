"""PURE. How the paper writes numbers, days, months, releases and plurals."""

from datetime import date

from shared.domain.period import Month

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def count(number: int) -> str:
    """In sentences: one to ten in words, more in digits; zero is `no`."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def counted(number: int, one: str) -> str:
    """`one modification`, `two modifications`, `no modifications`."""
    return f"{count(number)} {plural(number, one)}"


def plural(number: int, one: str) -> str:
    return one if number == 1 else f"{one}s"


def signed(number: int) -> str:
    """A change: `+3`, `−1`, or that there is none."""
    return "no change" if number == 0 else f"{number:+d}".replace("-", "−")


def is_are(number: int) -> str:
    return "is" if number == 1 else "are"


def was_were(number: int) -> str:
    return "was" if number == 1 else "were"


def capital(text: str) -> str:
    """With a capital at the beginning of a sentence, the rest as it is."""
    return text[:1].upper() + text[1:]


def day(on: date) -> str:
    """In text: `26 May 2020`."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_day(on: date | None) -> str:
    """In tables: `6 Feb 20`; a dash where no day is known."""
    return f"{on.day} {_MONTHS[on.month - 1][:3]} {on.year % 100:02d}" if on else "–"


def month(of: Month) -> str:
    """`June 2020`."""
    return f"{_MONTHS[of.number - 1]} {of.year}"


def month_of(on: date) -> Month:
    return Month(on.year, on.month)


def release(name: str) -> str:
    """A release that is not standalone, by name: `November 2020` for `2020-11`."""
    return month(Month.parse(name))


def working_days(value: int | float | None) -> str:
    """In tables: `78 WD`; a dash where there is no value."""
    return "–" if value is None else f"{value} WD"


def in_a_row(parts: tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
