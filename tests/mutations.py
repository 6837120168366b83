"""A published paper with one thing changed in it, chosen by a seed: what an error of a hurried editor looks like.

Knows the form of a paper (items begin with a dash and a link, rows hold tabs), and nothing of what this one says.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from shared.domain.reference import ModificationRef
from tests.slips import LABEL, SLIPS

ITEM, ROW = re.compile(r"- \[.*\]"), re.compile(r"(?:SECMP|MP)\d+[A-Z]?\t")


@dataclass(frozen=True, slots=True)
class Mutation:
    """`text` is the whole paper with one line changed, dropped or moved.

    `lines` are those that it may change in sense: of a list's lead sentence, all items. `streams` are the modifications
    named on them, or in the heading above.
    """

    what: str
    line: int
    before: str
    after: str
    text: str
    lines: frozenset[int]
    streams: frozenset[str]


def mutations(paper: str, count: int, seed: int) -> Iterator[Mutation]:
    """`count` mutations, each of the paper as given; the same seed gives the same ones. All kinds in turn."""
    lines, chance = paper.split("\n"), random.Random(seed)
    places = _places(lines)
    kinds, made = cycle(places), 0
    while made < count:
        kind = next(kinds)
        mutation = _mutation(chance, lines, kind, chance.choice(places[kind]))
        if mutation.text != paper:
            made += 1
            yield mutation


def _places(lines: Sequence[str]) -> dict[str, list[int]]:
    """By kind, the lines that can be mutated so."""
    able = {kind: [at for at, line in enumerate(lines) if slip(random.Random(0), line)] for kind, slip in SLIPS.items()}
    items = [at for at, line in enumerate(lines) if ITEM.match(line)]
    rows = [at for at, line in enumerate(lines) if ROW.match(line)]
    return {**able, "dropped": items + rows, "moved": items}


def _mutation(chance: random.Random, lines: Sequence[str], kind: str, at: int) -> Mutation:
    rest = [*lines[:at], *lines[at + 1 :]]
    if kind == "dropped":
        return _made(kind, lines, at, "", rest)
    if kind == "moved":
        goals = [place for place, line in enumerate(rest) if ITEM.match(line) and not _same_list(lines, at, place)]
        goal = chance.choice(goals)
        return _made(kind, lines, at, rest[goal], [*rest[: goal + 1], lines[at], *rest[goal + 1 :]])
    after = SLIPS[kind](chance, lines[at]) or ""
    return _made(kind, lines, at, after, [*lines[:at], after, *lines[at + 1 :]])


def _made(what: str, lines: Sequence[str], at: int, after: str, text: Sequence[str]) -> Mutation:
    touched = frozenset(_touched(lines, at))
    named = [label for place in touched for label in LABEL.findall(lines[place])] or _heading_above(lines, at)
    streams = frozenset(ModificationRef.parse(label).stream for label in (*named, *LABEL.findall(after)))
    return Mutation(what, at + 1, lines[at], after, "\n".join(text), frozenset(place + 1 for place in touched), streams)


def _touched(lines: Sequence[str], at: int) -> Iterator[int]:
    """The line, and where it leads a list all of its items, over a page break too."""
    yield at
    if lines[at].endswith(":"):
        below = at + 1
        while below < len(lines) and (not lines[below].strip() or ITEM.match(lines[below])):
            yield below
            below += 1


def _heading_above(lines: Sequence[str], at: int) -> list[str]:
    return next(([line] for line in reversed(lines[:at]) if LABEL.fullmatch(line)), [])


def _same_list(lines: Sequence[str], one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return all(not line.strip() or ITEM.match(line) for line in lines[first : last + 1])
