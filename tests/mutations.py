"""A published paper with one thing changed in it, chosen by a seed: what an error of a hurried editor looks like.

Knows the form of a paper (items begin with a dash and a link, rows hold tabs, days are written `26 May 2020` or
`6 Feb 20`), and nothing of what this one says.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle

from shared.domain.reference import ModificationRef

LABEL = re.compile(r"\b(?:SECMP\d{4}|MP\d{3}[A-Z]?|DP\d{3}[A-Z]?)\b")
TITLE = re.compile(r"'([^'\]]{4,})'\]")
DAY = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
LONG_DAY, SHORT_DAY = re.compile(DAY.pattern + r" \d{4}"), re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{2}\b")
FIGURE = re.compile(r"(?<=\t)\d+(?= WD|\t|$)")
COUNT = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
OUTCOME = re.compile(r"\b(?:approved|rejected|sent back)\b")
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
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


Change = Callable[[random.Random, str], str | None]
"""A line with one thing changed; None where it holds nothing of the kind."""


def _replaced(form: re.Pattern[str], new: Callable[[random.Random, str], str]) -> Change:
    def change(chance: random.Random, line: str) -> str | None:
        found = list(form.finditer(line))
        if not found:
            return None
        match = chance.choice(found)
        at = 1 if match.re.groups else 0
        return line[: match.start(at)] + new(chance, match[at]) + line[match.end(at) :]

    return change


def _other_label(chance: random.Random, label: str) -> str:
    ref, series = ModificationRef.parse(label), label.rstrip("ABCDEFGHIJ0123456789")
    return ModificationRef(ref.number + chance.choice((1, 2, 3, 10, 200)), ref.suffix).label(series)


def _other_title(chance: random.Random, title: str) -> str:
    at = chance.choice([place for place, sign in enumerate(title) if sign.isalpha()])
    return title[:at] + ("x" if title[at] != "x" else "y") + title[at + 1 :]


def _other_day(form: str) -> Callable[[random.Random, str], str]:
    def new(chance: random.Random, text: str) -> str:
        day = datetime.strptime(text, form).replace(tzinfo=UTC) + timedelta(days=chance.choice((-14, -7, -1, 1, 7, 30)))
        return day.strftime(form).lstrip("0")

    return new


def _other_number(chance: random.Random, number: str) -> str:
    return str(int(number) + chance.choice((1, 2, 9, 10, 100)))


def _other_count(chance: random.Random, word: str) -> str:
    other = chance.choice([each for each in WORDS if each != word.casefold()])
    return other.capitalize() if word[0].isupper() else other


def _other_outcome(chance: random.Random, word: str) -> str:
    return chance.choice([each for each in ("approved", "rejected", "sent back") if each != word])


CHANGES: dict[str, Change] = {
    "label": _replaced(LABEL, _other_label),
    "title": _replaced(TITLE, _other_title),
    "day": _replaced(LONG_DAY, _other_day("%d %B %Y")),
    "short day": _replaced(SHORT_DAY, _other_day("%d %b %y")),
    "figure": _replaced(FIGURE, _other_number),
    "count word": _replaced(COUNT, _other_count),
    "outcome": _replaced(OUTCOME, _other_outcome),
}
"""Changes within a line, by name. Items and rows are dropped and moved besides."""


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
    able = {
        kind: [at for at, line in enumerate(lines) if change(random.Random(0), line)]
        for kind, change in CHANGES.items()
    }
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
    after = CHANGES[kind](chance, lines[at]) or ""
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
