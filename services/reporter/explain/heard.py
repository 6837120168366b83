"""PURE. What is asked of the rows of a view, so that other rows can be asked the same.

Whatever is made of a view is made of the answers alone: where all of them stay, it stays. Of the facts behind a row
nobody reads words, so of an answer they do not count.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from services.reporter.once import StillTrue
from services.reporter.view import View
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel

T = TypeVar("T")
Answers = dict[tuple[Any, ...], Any]
"""By the name of what was read, with what it was asked with."""
Rows = Mapping[str, Mapping[str, Any]]


class Heard:
    """What `says` says of a view, the read models that it read, and each row's answers. `view` keeps its own."""

    def __init__(self, says: Callable[[View], T], view: View) -> None:
        self._rows: dict[str, dict[str, Answers]] = {}
        listening = of_rows(view, _Listening(view.rows, self._rows))
        self.said = says(listening)
        self.view = listening
        self.models: tuple[ReadModel[Any], ...] = tuple(model for model in READ_MODELS if model.name in self._rows)

    def differs(self, model: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        """Whether a row of these would have answered otherwise, has come, or is gone."""
        if before.keys() != after.keys():
            return True
        heard = self._rows[model]
        changed = (key for key, row in after.items() if row != before[key])
        # A row that was not needed was asked nothing: it may be needed now.
        return any(key not in heard or _otherwise(heard[key], after[key]) for key in changed)


def of_rows(view: View, rows: Rows) -> View:
    """The view with other rows; no answer that was kept of it is taken for one of the other."""
    previous = view.previous and replace(view.previous, rows=rows, answers={})
    return replace(view, rows=rows, previous=previous, answers={})


def of_other_rows(heard: View, rows: Rows, streams: Collection[str]) -> View:
    """The view that was heard, with other rows of these streams alone: what was answered of others still holds."""
    before = heard.previous
    previous = before and replace(before, rows=rows, answers=StillTrue(before, streams))
    return replace(heard, rows=rows, previous=previous, answers=StillTrue(heard, streams))


class _Listening(Mapping[str, Mapping[str, Any]]):
    """Rows that keep what is asked of them, from the moment at which their read model is."""

    def __init__(self, rows: Rows, heard: dict[str, dict[str, Answers]]) -> None:
        self._of = rows
        self._heard = heard
        self._asked: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        if name not in self._asked:
            kept = self._heard[name] = {key: {} for key in self._of[name]}
            self._asked[name] = {key: _Row(row, kept[key]) for key, row in self._of[name].items()}
        return self._asked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


class _Row:
    """Answers as the row does, and keeps the answer."""

    __slots__ = ("_kept", "_row")

    def __init__(self, row: Any, kept: Answers) -> None:
        self._row = row
        self._kept = kept

    def __getattr__(self, name: str) -> Any:
        answer = getattr(self._row, name)
        if not callable(answer):
            self._kept[(name,)] = answer
            return answer
        return lambda *asked: self._keep((name, *asked), answer(*asked))

    def _keep(self, asked: tuple[Any, ...], answer: Any) -> Any:
        self._kept[asked] = answer
        return answer


def _otherwise(kept: Answers, row: Any) -> bool:
    return any(_differ(_asked(row, name, *asked), answer) for (name, *asked), answer in kept.items())


def _differ(one: Any, other: Any) -> bool:
    return bool(one != other) and bool(_bare(one) != _bare(other))


def _asked(row: Any, name: str, *asked: Any) -> Any:
    answer = getattr(row, name)
    return answer(*asked) if callable(answer) else answer


def _bare(answer: Any) -> Any:
    """Without the facts behind it."""
    if isinstance(answer, msgspec.Struct):
        names = (name for name in answer.__struct_fields__ if name != "told_by")
        return tuple(_bare(getattr(answer, name)) for name in names)
    return tuple(map(_bare, answer)) if isinstance(answer, tuple) else answer
