"""The read models of the program, whose folds are pure: what was folded once in this process is not folded again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel

Name = tuple[str, tuple[str, ...]]
"""Of a fact as it stands: its id, and the ids of those that mended it. No seed tells a fact otherwise than another."""


def remembering(model: ReadModel[Any]) -> ReadModel[Any]:
    """As `model`, for facts of one pool. A row once made stays the same object."""
    extend, folds, extended = model.extend, dict[tuple[Name, ...], Mapping[str, Any]](), dict[Any, tuple[Any, Any]]()

    def fold(history: History) -> Mapping[str, Any]:
        name = tuple((fact.id, fact.corrected_by) for fact in history)
        if name not in folds:
            folds[name] = model.fold(history)
        return folds[name]

    def extension(row: Any, fact: Recorded) -> Any:
        assert extend is not None
        name = id(row), fact.id, fact.corrected_by
        if name not in extended:
            # With the row itself, so that no other gets its number.
            extended[name] = row, extend(row, fact)
        return extended[name][1]

    return replace(model, fold=fold, extend=extension if extend else None)
