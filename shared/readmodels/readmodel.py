"""What a read model is: a name, a row type, and the rows of one stream from its history."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from shared.domain.facts import AnyFact
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.streams import StreamKind, kind_of
from shared.readmodels.order import within_days


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One row. Frozen; `opened_on` and `settled_on` bound the days on which it can matter.

    Before `opened_on` it says nothing; after `settled_on`, where there is one, nothing more happens to it. Rows never
    refer to one another in a circle, so the collector of garbage need not look at them: there are many.
    """

    stream: str
    opened_on: date
    settled_on: date | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One dated thing in a row's history, with the facts that say so.

    `exact` is False where a source says only that it had happened by `on`. `told_by`: the ids of the facts, parted by
    spaces; mostly there is one, and a list of one is dearer to read than all the rest of a step.
    """

    on: date
    exact: bool = True
    told_by: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the facts that say so."""
        return tuple(self.told_by.split(" ")) if " " in self.told_by else (self.told_by,)


R = TypeVar("R", bound=Row)
History = Sequence[Recorded]


def all_in_one(_: Recorded) -> Hashable:
    """Every fact may bear on every row of its stream."""
    return "all"


@dataclass(frozen=True, slots=True, eq=False)
class ReadModel(Generic[R]):
    """`fold` gives the rows of one stream, by key, from its effective history in recorded order.

    `facts` are the types of fact that bear on its rows; None where any may.
    `version` rises when rows come out differently for the same history; then the model is rebuilt.
    `part_of` spares work: the rows of a part rest on the facts of that part alone, so that the fold of a history is
    the folds of its parts put together. None for a fact that bears on no row.
    `extend` spares more: what the fold would make of the one row of a part after one more fact, which is the last of
    its part by position, by day, and in the order of its day. The row itself where nothing changes; None where the row
    alone does not tell.
    `of_a_day` spares rows: each fact that is told makes one, with which nothing else has to do, and the fact's day is
    the one day on which it matters. Whoever wants the rows of some days folds the facts of those days, and no others.
    `dating` are facts of which a row shows no more than that it was there by their day: of such a fact on a day of its
    own, and not before its first, a row shows nothing.
    """

    name: str
    version: int
    row: type[R]
    of: StreamKind
    fold: Callable[[History], Mapping[str, R]]
    part_of: Callable[[Recorded], Hashable | None] = all_in_one
    extend: Callable[[R, Recorded], R | None] | None = None
    facts: frozenset[type[AnyFact]] | None = None
    dating: frozenset[type[AnyFact]] = frozenset()
    of_a_day: bool = False


def rows_of(model: ReadModel[R], history: History) -> Mapping[str, R]:
    """The rows of the one stream whose recorded history (corrections not yet applied) is given, by key."""
    if not history or kind_of(history[0].stream) != model.of:
        return {}
    standing = effective(history)
    return model.fold(standing) if standing else {}


def rows_of_each(models: Sequence[ReadModel[Any]], history: History) -> Mapping[str, Mapping[str, Any]]:
    """The same of all the read models that have rows of such a stream, by name."""
    return {model.name: model.fold(told) for model, told in told_to_each(models, history)}


def told_to_each(
    models: Sequence[ReadModel[Any]], history: History
) -> Iterator[tuple[ReadModel[Any], Sequence[Recorded]]]:
    """What each of the read models with rows of such a stream is to fold: not nothing.

    The history is mended once for all of them, and each is told only of the facts that bear on its rows.
    """
    if not history:
        return
    sorting = _sorting(tuple(models), kind_of(history[0].stream))
    standing = effective(history)
    bearing: dict[str, list[Recorded]] = {name: [] for name in sorting.names}
    for recorded in standing:
        for name in sorting.heeding.get(type(recorded.fact), ()):
            bearing[name].append(recorded)
    for model in sorting.models:
        if told := standing if model.facts is None else bearing[model.name]:
            yield model, told


class _Sorting(NamedTuple):
    """Of the read models with rows of one kind of stream: which heed each type of fact, where not all do."""

    models: tuple[ReadModel[Any], ...]
    names: tuple[str, ...]
    heeding: Mapping[type[AnyFact], tuple[str, ...]]


@lru_cache(64)
def _sorting(models: tuple[ReadModel[Any], ...], kind: StreamKind) -> _Sorting:
    of_kind = tuple(model for model in models if model.of == kind)
    choosy = [model for model in of_kind if model.facts is not None]
    types = {fact for model in choosy for fact in model.facts or ()}
    heeding = {fact: tuple(model.name for model in choosy if fact in (model.facts or ())) for fact in types}
    return _Sorting(of_kind, tuple(model.name for model in choosy), heeding)


def step(recorded: Recorded) -> Step:
    """The day of the fact, whether it is exact, and its evidence."""
    return Step(on=recorded.day, exact=recorded.exact, told_by=told_by(recorded))


def dated(recorded: Recorded) -> dict[str, Any]:
    """The same as fields, for a step that says more."""
    return {
        "on": recorded.day,
        "exact": recorded.exact,
        "told_by": told_by(recorded),
    }


def told_by(recorded: Recorded) -> str:
    """Its evidence, as a step has it."""
    return " ".join(recorded.evidence) if recorded.corrected_by else f"{recorded.stream}#{recorded.version}"


def evidence_of(*steps: Step | None) -> tuple[str, ...]:
    """The fact ids of all the steps, each once, in the order given."""
    told = dict.fromkeys([taken.told_by for taken in steps if taken])
    # Mostly each is told by one fact, and nothing is to be parted.
    return tuple(dict.fromkeys(" ".join(told).split())) if " " in "".join(told) else tuple(told)


def by_day(history: Iterable[Recorded]) -> list[Recorded]:
    """A history in the order of the days that its facts speak of; those of one day as `order` has them."""
    told = sorted(history, key=_day)
    if len(told) == 1:
        return told
    is_one_a_day = len({recorded.day for recorded in told}) == len(told)
    return told if is_one_a_day else within_days(told)


_day = attrgetter("day")
