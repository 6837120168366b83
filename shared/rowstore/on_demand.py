"""The rows at one position, read model by read model as they are asked for: most questions need few of them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from shared.readmodels.only import ALL, Only
from shared.readmodels.readmodel import ReadModel, Row
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore

R = TypeVar("R", bound=Row)


class RowsOnDemand:
    """All rows at `position`, which is complete; with a `modification`, of modifications those of that one alone.

    What is read later is of the same generation, and what that says of a position does not change.
    """

    def __init__(self, store: RowStore, position: int, modification: str | None = None) -> None:
        self._store = store
        self._position = position
        self._of_one = Only(streams=(modification,)) if modification else ALL
        self._generation: Generation = store.live()
        self._read: dict[str, Mapping[str, Any]] = {}

    def of(self, model: ReadModel[R]) -> Mapping[str, R]:
        """By key, in the order of keys. Raises what `RowStore.load` does."""
        if model.name not in self._read:
            only = self._of_one if model.of == "modification" else ALL
            self._read[model.name] = self._store.load(model, self._position, only=only, generation=self._generation)
        return self._read[model.name]
