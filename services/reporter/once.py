"""PURE. Questions that several parts of one paper ask are answered once for each view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from services.reporter.view import View

P = ParamSpec("P")
T = TypeVar("T")


def once(question: Callable[Concatenate[View, P], T]) -> Callable[Concatenate[View, P], T]:
    """The same function, for one that is asked by hashable values and whose answer nobody changes."""
    kept = question.__module__, question.__qualname__

    @wraps(question)
    def answered(view: View, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (kept, args, tuple(kwargs.items())) if kwargs else (kept, args)
        try:
            answer: T = view.answers[key]
        except KeyError:
            answer = view.answers[key] = question(view, *args, **kwargs)
        return answer

    return answered
