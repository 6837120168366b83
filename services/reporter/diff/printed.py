"""PURE. What two papers print, paired: what only one of them has, and what they have otherwise."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from services.reporter.explain.places import Place, of_what, places
from services.reporter.report import Report, Table

Pair = tuple[Place | None, Place | None]
"""The same thing in both; None where one has nothing of it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """All lines of a paper, and by section and caption its tables."""

    places: tuple[Place, ...]
    tables: frozenset[tuple[str, str]]

    def has_as_row(self, place: Place) -> bool:
        return _group(place) in self.tables


def printed(report: Report) -> Printed:
    tables = (
        (section.id, block.caption)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table)
    )
    return Printed(places(report), frozenset(tables))


def changed(before: Sequence[Place], after: Sequence[Place]) -> Iterator[Pair]:
    """In the order of `after`; what is gone stands with what stood beside it."""
    for was, now in _blocks(before, after):
        yield from _paired(was, now)


def _blocks(before: Sequence[Place], after: Sequence[Place]) -> Iterator[tuple[Sequence[Place], Sequence[Place]]]:
    """The stretches in which the two are not alike, section by section, and heading by heading."""
    groups = dict.fromkeys(_group(place) for place in (*after, *before))
    of_before, of_after = _grouped(before), _grouped(after)
    for group in groups:
        was, now = of_before[group], of_after[group]
        matcher = SequenceMatcher(None, [place.words for place in was], [place.words for place in now], autojunk=False)
        for tag, first, last, from_, to in matcher.get_opcodes():
            if tag != "equal":
                yield was[first:last], now[from_:to]


def _grouped(all_: Sequence[Place]) -> dict[tuple[str, str], list[Place]]:
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in all_:
        groups[_group(place)].append(place)
    return groups


def _group(place: Place) -> tuple[str, str]:
    return place.section, place.under


def _paired(was: Sequence[Place], now: Sequence[Place]) -> Iterator[Pair]:
    """What is of one modification, or else of no other, is the same thing said otherwise."""
    left: dict[str, list[Place]] = defaultdict(list)
    for place in was:
        left[of_what(place)].append(place)
    for place in now:
        of = left[of_what(place)]
        yield (of.pop(0) if of else None), place
    yield from ((place, None) for of in left.values() for place in of)


def texts(pair: Pair) -> tuple[str | None, str | None]:
    """As a reader sees both."""
    was, now = pair
    return (_whole(was) if was else None), (_whole(now) if now else None)


def _whole(place: Place) -> str:
    return " ".join(filter(None, (place.text, place.aside, f"[{place.note}]" if place.note else None)))
