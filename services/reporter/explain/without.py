"""PURE. What a paper would say without a fact: the same cut, and the rows of its stream folded anew without it.

A fact is taken away with what is said of it alone: its corrections, its retraction, its further evidence.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from services.reporter.explain.heard import Heard, of_other_rows, of_rows
from services.reporter.explain.taken_away import OneTold, taken_away
from services.reporter.explain.values import Examined
from services.reporter.view import View
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel, rows_of_each

T = TypeVar("T")
Histories = Mapping[str, Sequence[Recorded]]
"""By stream, the whole recorded history up to the position of the view."""
Models = tuple[ReadModel[Any], ...]
Folded = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Rows of one stream by read model: as they are, and as they would be."""

    before: Folded
    after: Folded


class Without:
    """`told` are the streams that are examined: those of the rows of the view, or more.

    `of_much`: much will be asked. Then each stream is folded once without each of its facts, by all read models.
    """

    def __init__(self, view: View, told: Histories, of_much: bool = False) -> None:
        self.view = view
        self._told = {stream: OneTold(history) for stream, history in told.items() if history}
        self._folded: dict[str, Otherwise] | None = {} if of_much else None
        self._before: dict[str, Folded] = {}

    @property
    def examined(self) -> Examined:
        return Examined(sum(len(told.history) for told in self._told.values()), len(self._told))

    def each(self, says: Callable[[View], T], among: Collection[str] | None = None) -> Iterator[tuple[str, T]]:
        """Each fact without which `says` would say something else, and what: stream by stream, in recorded order.

        `among`: these alone are taken away, where they are given.
        """
        heard = Heard(says, self.view)
        for stream, told in self._told.items():
            models = tuple(model for model in heard.models if model.of == kind_of(stream))
            before = rows_of_each(models, told.standing) if models and self._folded is None else {}
            for recorded in told.that_bear_on(models) if models else ():
                if among is not None and recorded.id not in among:
                    continue
                if _differs(heard, models, self._by(models, told, recorded, before)):
                    # What is read now may be read of other models than before.
                    rows = _with(self.view, self._by(READ_MODELS, told, recorded, None))
                    other = says(of_other_rows(heard.view, rows, (stream,)))
                    if other != heard.said:
                        yield recorded.id, other

    def _by(self, models: Models, told: OneTold, recorded: Recorded, before: Folded | None) -> Otherwise:
        """The rows of its stream with the fact, and without it: those of these models, or of more."""
        if self._folded is None:
            there = rows_of_each(models, told.standing) if before is None else before
            return Otherwise(there, rows_of_each(models, told.without(recorded)))
        if recorded.id not in self._folded:
            if recorded.stream not in self._before:
                self._before[recorded.stream] = rows_of_each(READ_MODELS, told.standing)
            left = rows_of_each(READ_MODELS, told.without(recorded))
            self._folded[recorded.id] = Otherwise(self._before[recorded.stream], left)
        return self._folded[recorded.id]

    def all(self, ids: Collection[str], says: Callable[[View], T]) -> T:
        """What it would say without all of these at once."""
        streams = dict.fromkeys(id.rpartition("#")[0] for id in ids)
        changed = (self._otherwise(stream, ids) for stream in streams if stream in self._told)
        return says(of_rows(self.view, _with(self.view, *changed)))

    def _otherwise(self, stream: str, ids: Collection[str]) -> Otherwise:
        told = self._told[stream]
        left = taken_away(told.history, ids)
        return Otherwise(rows_of_each(READ_MODELS, told.standing), rows_of_each(READ_MODELS, left))


def _differs(heard: Heard, models: Models, of: Otherwise) -> bool:
    names = (of.before.keys() | of.after.keys()) & {model.name for model in models}
    return any(heard.differs(name, of.before.get(name, {}), of.after.get(name, {})) for name in names)


def _with(view: View, *changed: Otherwise) -> Mapping[str, Mapping[str, Any]]:
    rows = dict(view.rows)
    for of in changed:
        for name in of.before.keys() | of.after.keys():
            gone, come = of.before.get(name, {}), of.after.get(name, {})
            if gone != come:
                rows[name] = {key: row for key, row in rows[name].items() if key not in gone} | {**come}
    return rows
