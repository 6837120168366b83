"""PURE. When a figure or a line is another one: by all that a reader sees of it, and not by the facts named for it."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from services.reporter.explain.bearing import Subject
from services.reporter.explain.places import Place, of_what
from services.reporter.report import Figure

Seen = tuple[object, ...]


def figure_subject(figure: Figure) -> Subject[Mapping[str, Figure], Figure]:
    """Its value, its rule, and each row that went into it or was left out, with its days."""
    return Subject(
        lambda other: seen_of(other[figure.name]) != seen_of(figure),
        lambda other: other[figure.name],
    )


def seen_of(figure: Figure) -> Seen:
    rows = tuple(given._replace(evidence=()) for given in figure.inputs)
    return (figure.value, figure.unit, figure.basis, figure.rule, figure.stated, rows)


def line_subject(place: Place, said: tuple[Place, ...]) -> Subject[tuple[Place, ...], Place]:
    """Its words and its place; of lines that are alike, how many there are."""
    number = _times(place, said)
    there = {line.words for line in said}

    def in_its_place(other: tuple[Place, ...]) -> Place | None:
        new = [line for line in other if line.words not in there and of_what(line) == of_what(place)]
        return max(new, key=lambda line: _likeness(line, place), default=None)

    return Subject(lambda other: _times(place, other) < number, in_its_place)


def _times(place: Place, said: tuple[Place, ...]) -> int:
    return sum(line.words == place.words for line in said)


def _likeness(line: Place, place: Place) -> float:
    return SequenceMatcher(None, line.text, place.text).ratio() + (line.under == place.under)
