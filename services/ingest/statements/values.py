"""The values of a statement, as the types that facts want. What is not there, or not such, is `NotClear`."""

from datetime import date
from typing import Any, TypeVar, get_args

from shared.papers.statement import Statement

W = TypeVar("W")


class NotClear(ValueError):
    """The statement makes no fact. The message says what was found and what was expected."""


def text(statement: Statement, name: str) -> str:
    """A text that must be there."""
    found = statement[name]
    if not isinstance(found, str) or not found:
        raise NotClear(f"the {statement.kind} of {statement.subject} does not say its {name}")
    return found


def text_or_none(statement: Statement, name: str) -> str | None:
    """None where nothing is said, or nothing but an empty text."""
    return None if statement[name] in (None, "") else text(statement, name)


def day(statement: Statement, name: str) -> date:
    """A day that must be there, Europe/London."""
    found = text(statement, name)
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise NotClear(f"{found!r} is no day: expected the {name} of {statement.subject} as YYYY-MM-DD") from None


def day_or_none(statement: Statement, name: str) -> date | None:
    return None if statement[name] is None else day(statement, name)


def whole(statement: Statement, name: str) -> int:
    """A whole number that must be there."""
    found = statement[name]
    if not isinstance(found, int):
        raise NotClear(f"the {statement.kind} of {statement.subject} does not say its {name} as a whole number")
    return found


def whole_or_none(statement: Statement, name: str) -> int | None:
    return None if statement[name] is None else whole(statement, name)


def word(statement: Statement, name: str, words: Any) -> Any:
    """One of the closed list `words`, a Literal of shared/domain/vocabulary."""
    found = text(statement, name)
    if found not in get_args(words):
        raise NotClear(f"{found!r} is no {name}: expected one of {', '.join(get_args(words))}")
    return found
