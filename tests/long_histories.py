"""Histories as long as one likes, made as they are read: so many modifications are open at any time.

Each place among the open ones is taken anew, by the next modification, when the one before has come to its end.
Between two facts of a place lie as many days as it takes for the whole to end in 2029. Nothing is told late or mended:
that is in `histories`.

Either each step of a modification follows on the one before, which makes the most rows of the fewest facts; or its life
is one of those that papers tell of, with talk between the steps.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import heapify, heapreplace
from itertools import count
from random import Random

from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, MeetingHeld, MeetingScheduled, PaperPlanned
from shared.domain.period import Month
from shared.domain.streams import meeting, paper
from tests.lives import Lived
from tests.lives_of_a_place import Told, step_by_step, talked_of

FIRST_DAY, LAST_DAY = date(2014, 1, 1), date(2029, 11, 30)
_DAYS = (LAST_DAY - FIRST_DAY).days
_SOURCE = Source(kind="register", ref="made up")


def entries(
    size: int, open_items: int, seed: int = 1, days: int = _DAYS, *, as_published: bool = False
) -> Iterator[Entry[AnyFact]]:
    """Exactly `size` entries over about so many `days`, `known_at` rising; the memory is that of the open items.

    `as_published`: with talk, in about the proportions of the June 2020 paper, which states 60 open proposals, 23 that
    were concluded in 12 months, and 18 assessments that were completed in them.
    """
    moment, random = datetime.min.replace(tzinfo=UTC), Random(seed)
    begin = talked_of if as_published else step_by_step
    numbers = count(1)
    lives = [begin(random, numbers) for _ in range(open_items)]
    for _, lived in zip(range(size), _by_day(random, lives, days * open_items / size), strict=False):
        moment = max(moment + timedelta(milliseconds=1), datetime.combine(lived.day, time(9), UTC))
        kind, n = lived.assessment or (None, None)
        yield entry(lived.fact, lived.stream, known_at=moment, source=_SOURCE, on=lived.day, kind=kind, n=n)


def months(days: int = _DAYS) -> list[Month]:
    """The whole months of such a history, but for its first year."""
    last = FIRST_DAY + timedelta(days=days - 31)
    found, month = [], Month.parse(f"{FIRST_DAY.year + 1}-01")
    while month.last_day <= last:
        found.append(month)
        month = _next(month)
    return found


def _by_day(random: Random, lives: Sequence[Iterator[Told]], gap_days: float) -> Iterator[Lived]:
    places = [(gap_days * random.random(), place) for place in range(len(lives))]
    heapify(places)
    month = Month.parse(f"{FIRST_DAY:%Y-%m}")
    while True:
        at, place = places[0]
        day = FIRST_DAY + timedelta(days=int(at))
        while month.first_day <= day:
            yield from _around(month)
            month = _next(month)
        stream, fact, assessment = next(lives[place])
        yield Lived(day, stream, fact, assessment)
        heapreplace(places, (at + gap_days * random.uniform(0.2, 1.8), place))


def _around(month: Month) -> Iterator[Lived]:
    """The Panel meeting of a month and its paper, known on the first day of the month."""
    first, held = month.first_day, month.first_day + timedelta(days=18)
    plan = PaperPlanned(
        paper_ref=f"SECP_{month}",
        panel_on=held,
        action="To note",
        classification="White",
        author="An Analyst",
        team="A team",
        issued_on=month.first_day + timedelta(days=11),
    )
    yield Lived(first, meeting("panel", held), MeetingScheduled())
    yield Lived(first, paper(str(month)), plan)
    before = month.previous.first_day + timedelta(days=18)
    if before >= FIRST_DAY:
        yield Lived(first, meeting("panel", before), MeetingHeld())


def _next(month: Month) -> Month:
    following = month.last_day + timedelta(days=1)
    return Month.parse(f"{following:%Y-%m}")
