"""PURE. The days of a duration, so that a reader sees which counted: one line a month, one sign a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.reporter import words

Day = tuple[str, bool, str]
"""ISO day, whether it counts, and why, as in `Input.days`."""

RULER = "1...5....10...15...20...25...30"
SIGNS = {
    "weekday": "#",
    "bank holiday, counted": "H",
    "Saturday": "-",
    "Sunday": "-",
    "bank holiday": "h",
    "clock stopped": "=",
    "first day": "o",
    "last day": "o",
}
LEGEND = "# counted  H bank holiday, counted  - weekend  h bank holiday  = clock stopped  o an end, not counted"
BLANK = " "


@dataclass(frozen=True, slots=True)
class Run:
    """Days on end that count, or do not, for one reason; both ends included."""

    first: date
    last: date
    days: int
    counted: bool
    why: str


def strip(days: Sequence[Day]) -> Iterator[str]:
    """The ruler, then a line for each month with its number of days counted."""
    yield f"{'':9}{RULER}"
    for month, those in groupby(days, lambda day: day[0][:7]):
        signs = [BLANK] * 31
        counted = 0
        for iso, counts, why in those:
            signs[int(iso[8:]) - 1] = sign(counts, why)
            counted += counts
        yield f"{_month(month):9}{''.join(signs)} {counted:>3} WD"


def sign(counts: bool, why: str) -> str:
    """The sign of a day; a reason that has none is shown by whether the day counts."""
    return SIGNS.get(why.partition(":")[0], "#" if counts else "?")


def runs(days: Sequence[Day]) -> tuple[Run, ...]:
    """The same days, shorter: a weekend is one run, and so are the weekdays between two."""
    return tuple(_run(list(those), kind) for kind, those in groupby(days, _kind))


def holidays(days: Sequence[Day]) -> Iterator[str]:
    """`8 May 2020 May Day`, for the bank holidays among the days."""
    for iso, _, why in days:
        if why.startswith("bank holiday"):
            yield f"{words.day(date.fromisoformat(iso))} {why.partition(': ')[2]}"


def _kind(day: Day) -> tuple[bool, str]:
    return day[1], "weekend" if day[2] in ("Saturday", "Sunday") else day[2]


def _run(those: list[Day], kind: tuple[bool, str]) -> Run:
    first, last = (date.fromisoformat(those[at][0]) for at in (0, -1))
    return Run(first, last, len(those), *kind)


def _month(iso: str) -> str:
    return words.short_day(date.fromisoformat(f"{iso}-01"))[2:]
