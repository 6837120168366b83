"""PURE. What a figure would be without a fact, in words: its value, and what of its rows or its basis would differ."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.explain.sentence import value
from services.reporter.report import Figure, Input

MANY = 3
"""More rows than that are counted, and not named."""


def instead(figure: Figure, other: Figure) -> str:
    """`87 WD, without MP106 PA 1`."""
    return ", ".join((value(other), *_rows(figure, other), *_stated(figure, other), *_basis(figure, other)))


def _rows(figure: Figure, other: Figure) -> Iterator[str]:
    gone, come = _unlike(figure, other), _unlike(other, figure)
    both = {_short(given) for given in gone} & {_short(given) for given in come}
    if told := [_told(given) for given in come if _short(given) in both]:
        yield f"with {_named(told)}"
    if told := [_short(given) for given in gone if _short(given) not in both]:
        yield f"without {_named(told)}"
    if told := [_told(given) for given in come if _short(given) not in both]:
        yield f"with {_named(told)} as well"


def _unlike(one: Figure, other: Figure) -> tuple[Input, ...]:
    """The rows of one that the other has not: the facts named for them do not count."""
    there = {given._replace(evidence=()) for given in other.inputs}
    return tuple(given for given in one.inputs if given._replace(evidence=()) not in there)


def _stated(figure: Figure, other: Figure) -> Iterator[str]:
    if figure.stated != other.stated:
        yield "not stated by the paper" if other.stated is None else f"stated as {other.stated}"


def _basis(figure: Figure, other: Figure) -> Iterator[str]:
    if figure.basis != other.basis:
        yield f"{other.basis.replace('_', ' ')} and not {figure.basis.replace('_', ' ')}"


def _short(given: Input) -> str:
    """`MP106 PA 1`, `MP088`: what is told of it comes after."""
    return given.what.partition(":")[0].partition(" '")[0]


def _told(given: Input) -> str:
    return f"“{given.what}”{f', left out: {given.left_out}' if given.left_out else ''}"


def _named(told: list[str]) -> str:
    return words.in_a_row(tuple(told)) if len(told) <= MANY else words.counted(len(told), "other row")
