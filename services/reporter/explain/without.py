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
    """`told` are the streams that are examined: those of the rows of the view, or more."""

    def __init__(self, view: View, told: Histories) -> None:
        self.view = view
        self._told = {stream: OneTold(history) for stream, history in told.items() if history}

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
            before = rows_of_each(models, told.standing) if models else {}
            for recorded in told.that_bear_on(models) if models else ():
                if among is not None and recorded.id not in among:
                    continue
                left = told.without(recorded)
                if _differs(heard, Otherwise(before, rows_of_each(models, left))):
                    # What is read now may be read of other models than before.
                    other = says(of_other_rows(heard.view, _with(self.view, _folded(told.standing, left)), (stream,)))
                    if other != heard.said:
                        yield recorded.id, other

    def all(self, ids: Collection[str], says: Callable[[View], T]) -> T:
        """What it would say without all of these at once."""
        streams = dict.fromkeys(id.rpartition("#")[0] for id in ids)
        changed = (self._otherwise(stream, ids) for stream in streams if stream in self._told)
        return says(of_rows(self.view, _with(self.view, *changed)))

    def _otherwise(self, stream: str, ids: Collection[str]) -> Otherwise:
        told = self._told[stream]
        return _folded(told.standing, taken_away(told.history, ids))


def _folded(before: Sequence[Recorded], after: Sequence[Recorded]) -> Otherwise:
    return Otherwise(rows_of_each(READ_MODELS, before), rows_of_each(READ_MODELS, after))


def _differs(heard: Heard, of: Otherwise) -> bool:
    names = of.before.keys() | of.after.keys()
    return any(heard.differs(name, of.before.get(name, {}), of.after.get(name, {})) for name in names)


def _with(view: View, *changed: Otherwise) -> Mapping[str, Mapping[str, Any]]:
    rows = dict(view.rows)
    for of in changed:
        for name in of.before.keys() | of.after.keys():
            gone, come = of.before.get(name, {}), of.after.get(name, {})
            rows[name] = {key: row for key, row in rows[name].items() if key not in gone} | {**come}
    return rows
