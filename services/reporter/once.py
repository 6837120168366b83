"""PURE. Questions that several parts of one paper ask are answered once for each view."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from services.reporter.view import View

P = ParamSpec("P")
T = TypeVar("T")

_OF_ITS_ROWS: set[tuple[str, str]] = set()
"""The questions whose answer rests on the rows of one stream alone."""


def once(question: Callable[Concatenate[View, P], T]) -> Callable[Concatenate[View, P], T]:
    """The same function, for one that is asked by hashable values and whose answer nobody changes."""
    kept = _name(question)

    @wraps(question)
    def answered(view: View, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (kept, args, tuple(kwargs.items())) if kwargs else (kept, args)
        try:
            answer: T = view.answers[key]
        except KeyError:
            answer = view.answers[key] = question(view, *args, **kwargs)
        return answer

    return answered


def once_of_its_rows(question: Callable[Concatenate[View, str, P], T]) -> Callable[Concatenate[View, str, P], T]:
    """As `once`, of the stream that is named first: the answer rests on its rows, on the cut, and on nothing else."""
    _OF_ITS_ROWS.add(_name(question))
    return once(question)


class StillTrue(dict[Any, Any]):
    """The answers of another view with the same cut that hold where nothing but the rows of some streams differs."""

    def __init__(self, of: View, but: Collection[str]) -> None:
        super().__init__()
        self._of = of.answers
        self._but = but

    def __missing__(self, key: Any) -> Any:
        if key[0] in _OF_ITS_ROWS and key[1][0] not in self._but:
            return self._of[key]
        raise KeyError(key)


def _name(question: Callable[..., object]) -> tuple[str, str]:
    return question.__module__, question.__qualname__
