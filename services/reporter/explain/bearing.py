"""PURE. The facts that bear on a figure or a line: exactly those without which it would be otherwise.

What two facts say alike stays when one of them is taken away. Such facts are told apart from the others, together:
without all of a group it would be otherwise, and not without some of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Bearing(Generic[T]):
    """`without`: what stands in its place without these facts; None where nothing does."""

    ids: tuple[str, ...]
    without: T | None


@dataclass(frozen=True, slots=True)
class Borne(Generic[T]):
    """`each`: one fact each, in the order of the log's streams. `together`: several that say the same."""

    each: tuple[Bearing[T], ...]
    together: tuple[Bearing[T], ...]


@dataclass(frozen=True, slots=True)
class Subject(Generic[S, T]):
    """What is explained, as part of what its source says: whether it is otherwise there, and what is in its place."""

    is_otherwise: Callable[[S], bool]
    in_its_place: Callable[[S], T | None]

    def bearing(self, ids: tuple[str, ...], other: S) -> Bearing[T]:
        return Bearing(ids, self.in_its_place(other))


def borne(
    subject: Subject[S, T],
    without_each: Iterable[tuple[str, S]],
    without_all: Callable[[Collection[str]], S],
    named: Sequence[str],
) -> Borne[T]:
    """`named`: the facts that the report names for it, among which are those that say the same."""
    each = tuple(subject.bearing((id,), other) for id, other in without_each if subject.is_otherwise(other))
    alone = {bearing.ids[0] for bearing in each}
    left = [id for id in dict.fromkeys(named) if id not in alone]
    return Borne(each, tuple(_together(subject, without_all, left)))


def _together(
    subject: Subject[S, T], without_all: Callable[[Collection[str]], S], left: Sequence[str]
) -> Iterator[Bearing[T]]:
    for _, of_a_stream in groupby(sorted(left, key=_stream), key=_stream):
        ids = tuple(of_a_stream)
        if len(ids) > 1 and subject.is_otherwise(without_all(ids)):
            needed = _no_more_than_needed(subject, without_all, ids)
            yield subject.bearing(needed, without_all(needed))


def _no_more_than_needed(
    subject: Subject[S, T], without_all: Callable[[Collection[str]], S], ids: tuple[str, ...]
) -> tuple[str, ...]:
    for id in ids:
        rest = tuple(other for other in ids if other != id)
        if rest and subject.is_otherwise(without_all(rest)):
            ids = rest
    return ids


def _stream(id: str) -> str:
    return id.rpartition("#")[0]
