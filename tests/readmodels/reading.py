"""How tests ask a read model: a history as text in, the one row or all rows out."""

from collections.abc import Mapping
from typing import TypeVar

from shared.readmodels.readmodel import ReadModel, Row, rows_of
from tests.given import history

R = TypeVar("R", bound=Row)


def rows(model: ReadModel[R], text: str) -> Mapping[str, R]:
    """The rows, by key, of the one stream of which all lines of `text` speak."""
    return rows_of(model, history(text))


def row(model: ReadModel[R], text: str) -> R:
    """The only row."""
    [only] = rows(model, text).values()
    return only
