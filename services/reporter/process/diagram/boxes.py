"""What is written in each box of a drawing: a place, and the commands that lead on from it.

A command that leads from places of several columns to one and the same stands once, in a box for all of them; and one
that leads back to any of those leads to that box.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from services.reporter.process.diagram.charts import Chart
from services.reporter.process.words import place
from shared.process.rule import Place, Rule
from shared.process.transitions import TRANSITIONS, Transition

Sources = tuple[Place, ...]
"""In the order of the columns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A command in a box; `target` is the key of the box to which it leads, and None where it stays."""

    command: str
    case: str
    mark: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Box:
    """`end`: nothing leads on from it. `several`: it stands for any of some places, those of the columns `stands`."""

    key: str
    title: str
    column: int
    stands: tuple[int, int]
    kind: Literal["place", "end", "several"]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A command that leads from any of the sources to one place, in one case."""

    rule: Rule
    case: str
    sources: Sources
    target: Place


def boxes_of(chart: Chart) -> tuple[Box, ...]:
    """In the order of the columns, from top to bottom; those for several places come last."""
    column_of = {place: at for at, column in enumerate(chart.columns) for place in column.places}
    moves = [_one(group, column_of) for group in _grouped(chart)]
    apart = [move for move in moves if chart.gathers is not None and _spans(move.sources, column_of)]
    sets = tuple(dict.fromkeys(move.sources for move in apart))
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for move in moves:
        if move in apart:
            entries[_key(move.sources)].append(_entry(move, move.target))
        else:
            for source in move.sources:
                entries[source].append(_entry(move, move.target))
    _lead_back(entries, sets, column_of)
    if chart.stays:
        _stay(entries, chart)
    places = (_box(chart, place, column_of, entries[place]) for place in column_of)
    gathers = chart.gathers or 0
    several = (_several(of, gathers, column_of, entries[_key(of)]) for of in sets)
    return (*places, *several)


def _grouped(chart: Chart) -> Iterator[list[Transition]]:
    groups: defaultdict[tuple[str, str, str], list[Transition]] = defaultdict(list)
    for each in TRANSITIONS:
        if each.subject == chart.subject and each.source != each.target:
            groups[each.rule.command, each.when, each.target].append(each)
    yield from groups.values()


def _one(group: list[Transition], column_of: Mapping[Place, int]) -> _Gathered:
    first = group[0]
    of = {each.source for each in group}
    return _Gathered(first.rule, first.when, tuple(place for place in column_of if place in of), first.target)


def _spans(places: Sources, column_of: Mapping[Place, int]) -> bool:
    return len({column_of[place] for place in places}) > 1


def _lead_back(
    entries: defaultdict[str, list[Entry]], sets: tuple[Sources, ...], column_of: Mapping[Place, int]
) -> None:
    """Of each command of a place that leads to any of several for which there is a box, one entry is left."""
    for key, found in entries.items():
        for command in dict.fromkeys(entry.command for entry in found):
            targets = {entry.target for entry in found if entry.command == command}
            back = next((of for of in sets if set(of) == targets), None)
            if back:
                mark = next(entry.mark for entry in found if entry.command == command)
                kept = [entry for entry in found if entry.command != command]
                entries[key] = [Entry(command, "to where it stood", mark, _key(back)), *kept]


def _stay(entries: defaultdict[str, list[Entry]], chart: Chart) -> None:
    for each in TRANSITIONS:
        if each.subject == chart.subject and each.source == each.target:
            entries[each.source].append(Entry(each.rule.command, "stays", each.rule.sure, None))


def _entry(move: _Gathered, target: Place) -> Entry:
    return Entry(move.rule.command, move.case, move.rule.sure, target)


def _box(chart: Chart, of: Place, column_of: Mapping[Place, int], entries: list[Entry]) -> Box:
    leads_on = any(each.subject == chart.subject and each.source == of != each.target for each in TRANSITIONS)
    column = column_of[of]
    return Box(of, place(of), column, (column, column), "place" if leads_on else "end", tuple(entries))


def _several(of: Sources, column: int, column_of: Mapping[Place, int], entries: list[Entry]) -> Box:
    columns = [column_of[place] for place in of]
    return Box(_key(of), _any_of(of), column, (min(columns), max(columns)), "several", tuple(entries))


def _key(sources: Sources) -> str:
    return "/".join(sources)


def _any_of(sources: Sources) -> str:
    return f"Any of: {', '.join(map(place, sources))}"
