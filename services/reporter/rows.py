"""PURE. Rows of all read models as they were at one position, whoever loaded them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from shared.readmodels.readmodel import ReadModel, Row

R = TypeVar("R", bound=Row)


class RowSource(Protocol):
    """Whatever holds rows: a `View`, or the plain `Rows`."""

    def of(self, model: ReadModel[R]) -> Mapping[str, R]:
        """The rows of `model`, by key, in no promised order."""
        ...


class RowsOfOne(Protocol):
    """Whatever gives the rows of one position: all of them, or those of one modification and of all that is none."""

    def rows(self, modification: str | None = None) -> RowSource: ...


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by read model's name and key."""

    by_model: Mapping[str, Mapping[str, Any]]

    def of(self, model: ReadModel[R]) -> Mapping[str, R]:
        return self.by_model[model.name]
