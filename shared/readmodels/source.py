"""Rows of all read models as they are at one position, whoever has them."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from shared.readmodels.readmodel import ReadModel, Row

R = TypeVar("R", bound=Row)


class RowSource(Protocol):
    """Whatever gives them: loaded, or as they are asked for."""

    def of(self, model: ReadModel[R]) -> Mapping[str, R]:
        """The rows of `model`, by key, in no promised order."""
        ...
