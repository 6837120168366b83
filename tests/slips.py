"""A line of a paper with one thing in it changed: what a slip of the hand looks like."""

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from shared.domain.reference import ModificationRef

LABEL = re.compile(r"\b(?:SECMP\d{4}|MP\d{3}[A-Z]?|DP\d{3}[A-Z]?)\b")
TITLE = re.compile(r"'([^'\]]{4,})'\]")
LONG_DAY, SHORT_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b"), re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{2}\b")
MONTH = re.compile(r"(?<!\d )\b[A-Z][a-z]{2,8} 20\d\d\b")
PERSON = re.compile(r"was raised by (\w+ \w+)")
FIGURE = re.compile(r"(?<=\t)\d+(?= WD|\t|$)")
COUNT = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
OUTCOME = re.compile(r"\b(?:approved|rejected|sent back)\b")
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

Slip = Callable[[random.Random, str], str | None]
"""A line with one thing changed; None where it holds nothing of the kind."""


def _replaced(form: re.Pattern[str], new: Callable[[random.Random, str], str]) -> Slip:
    def slip(chance: random.Random, line: str) -> str | None:
        found = list(form.finditer(line))
        if not found:
            return None
        match = chance.choice(found)
        at = 1 if match.re.groups else 0
        return line[: match.start(at)] + new(chance, match[at]) + line[match.end(at) :]

    return slip


def _other_label(chance: random.Random, label: str) -> str:
    ref, series = ModificationRef.parse(label), label.rstrip("ABCDEFGHIJ0123456789")
    return ModificationRef(ref.number + chance.choice((1, 2, 3, 10, 200)), ref.suffix).label(series)


def _misspelt(chance: random.Random, words: str) -> str:
    at = chance.choice([place for place, sign in enumerate(words) if sign.isalpha()])
    return words[:at] + ("x" if words[at] != "x" else "y") + words[at + 1 :]


def _other_day(form: str) -> Callable[[random.Random, str], str]:
    def new(chance: random.Random, text: str) -> str:
        day = datetime.strptime(text, form).replace(tzinfo=UTC) + timedelta(days=chance.choice((-14, -7, -1, 1, 7, 30)))
        return day.strftime(form).lstrip("0")

    return new


def _other_month(chance: random.Random, text: str) -> str:
    first = datetime.strptime(text, "%B %Y").replace(tzinfo=UTC)
    return (first + timedelta(days=chance.choice((-20, 40, 400)))).strftime("%B %Y")


def _other_number(chance: random.Random, number: str) -> str:
    return str(int(number) + chance.choice((1, 2, 9, 10, 100)))


def _other_count(chance: random.Random, word: str) -> str:
    other = chance.choice([each for each in WORDS if each != word.casefold()])
    return other.capitalize() if word[0].isupper() else other


def _other_outcome(chance: random.Random, word: str) -> str:
    return chance.choice([each for each in ("approved", "rejected", "sent back") if each != word])


SLIPS: dict[str, Slip] = {
    "label": _replaced(LABEL, _other_label),
    "title": _replaced(TITLE, _misspelt),
    "day": _replaced(LONG_DAY, _other_day("%d %B %Y")),
    "short day": _replaced(SHORT_DAY, _other_day("%d %b %y")),
    "month": _replaced(MONTH, _other_month),
    "person": _replaced(PERSON, _misspelt),
    "figure": _replaced(FIGURE, _other_number),
    "count word": _replaced(COUNT, _other_count),
    "outcome": _replaced(OUTCOME, _other_outcome),
}
"""By name."""
