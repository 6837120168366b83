"""PURE. A share of a log, kept so that whoever asks for rows is given them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from shared.domain.history import by_stream
from shared.domain.recorded import Recorded
from shared.readmodels import READ_MODELS
from shared.readmodels.only import Only
from shared.readmodels.readmodel import ReadModel, told_to_each


class Kept(Protocol):
    """What there is of one read model."""

    def take(self, told: Sequence[Recorded]) -> None:
        """What it is told of another stream."""
        ...

    def of(self, only: Only) -> Mapping[str, Any]:
        """Its rows, by key, in no promised order."""
        ...


class Folded:
    """Its rows."""

    def __init__(self, model: ReadModel[Any]) -> None:
        self._fold = model.fold
        self._rows: dict[str, Any] = {}

    def take(self, told: Sequence[Recorded]) -> None:
        self._rows.update(self._fold(told))

    def of(self, only: Only) -> Mapping[str, Any]:
        return only.of(self._rows)


class ToBeFolded:
    """The facts of one whose rows are `of_a_day`: most of a long log are such, and few days are asked for."""

    def __init__(self, model: ReadModel[Any]) -> None:
        self._fold = model.fold
        self._told: list[Sequence[Recorded]] = []

    def take(self, told: Sequence[Recorded]) -> None:
        self._told.append(told)

    def of(self, only: Only) -> Mapping[str, Any]:
        first, last = only.settled_from or date.min, only.as_of or date.max
        streams = only.streams and frozenset(only.streams)
        told = (facts for facts in self._told if streams is None or facts[0].stream in streams)
        return only.of(self._fold([fact for facts in told for fact in facts if first <= fact.day <= last]))


def kept(history: Iterable[Recorded]) -> dict[str, Kept]:
    """What there is of each read model, by name, from the recorded facts of some streams, of each all."""
    found: dict[str, Kept] = {
        model.name: ToBeFolded(model) if model.of_a_day else Folded(model) for model in READ_MODELS
    }
    for stream in by_stream(history):
        for model, told in told_to_each(READ_MODELS, stream):
            found[model.name].take(told)
    return found
