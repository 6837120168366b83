"""PURE. One stream as far as it is projected, and what one more fact changes in it."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from shared.domain.facts import AnyFact, FactCorrected, FactRetracted
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.streams import StreamKind, kind_of
from shared.readmodels.as_json import as_json
from shared.readmodels.readmodel import ReadModel, Row

Models = Sequence[ReadModel[Any]]
_MENDING = frozenset({FactCorrected, FactRetracted})


Part = tuple[str, Hashable]
"""A read model's name, and one of the parts into which it divides a stream."""


class Shown(msgspec.Struct, frozen=True):
    """A row, and its JSON."""

    row: Row
    text: str


Rows = Mapping[str, Shown]
"""By key."""
_NO_ROWS: Rows = {}


class Change(msgspec.Struct, frozen=True):
    """One row of a read model after a fact; None where it is no more."""

    model: str
    key: str
    existed: bool
    now: Shown | None


class InForce(msgspec.Struct, frozen=True):
    """The facts in force of a part, in recorded order, and the last day of which they speak."""

    facts: tuple[Recorded, ...] = ()
    last_day: date = date.min

    def plus(self, fact: Recorded) -> "InForce":
        day = fact.day
        return InForce((*self.facts, fact), day if day > self.last_day else self.last_day)


_NONE = InForce()


@dataclass(slots=True)
class Standing:
    """The facts of a stream as recorded; by part, those in force and the rows that they make."""

    told: tuple[Recorded, ...] = ()
    parts: dict[Part, InForce] = field(default_factory=dict)
    rows: dict[Part, Rows] = field(default_factory=dict)

    def copy(self) -> "Standing":
        """One that can be added to; this one stays."""
        return Standing(self.told, dict(self.parts), dict(self.rows))

    def take(self, models: Models, fact: Recorded) -> list[Change]:
        """Adds `fact`, and gives the rows that it changes. Whatever a fold raises leaves all as it was."""
        if type(fact.fact) in _MENDING:
            return self._mend(models, fact)
        parts: dict[Part, InForce] = {}
        rows: dict[Part, Rows] = {}
        changes: list[Change] = []
        for model, part in _parts_of(models, fact):
            parts[part] = in_force = self.parts.get(part, _NONE).plus(fact)
            before = self.rows.get(part, _NO_ROWS)
            after = _extended(model, before, in_force) or _folded(model, before, in_force)
            if after is not before:
                rows[part] = after
                changes += _compared(model.name, before, after)
        self._keep((*self.told, fact), parts, rows)
        return changes

    def _mend(self, models: Models, fact: Recorded) -> list[Change]:
        """A fact that changes what others say, so that every part in which they are in force is folded anew."""
        told, by_name = (*self.told, fact), {model.name: model for model in models}
        parts = _mended(models, self.parts, told)
        rows = {part: _folded(by_name[part[0]], self.rows.get(part, _NO_ROWS), parts[part]) for part in parts}
        changes = [each for part in rows for each in _compared(part[0], self.rows.get(part, _NO_ROWS), rows[part])]
        self._keep(told, parts, rows)
        return changes

    def _keep(self, told: tuple[Recorded, ...], parts: Mapping[Part, InForce], rows: Mapping[Part, Rows]) -> None:
        self.told = told
        self.parts.update(parts)
        self.rows.update(rows)


def standing_after(models: Models, history: Sequence[Recorded]) -> Standing:
    """The stream whose whole history is given."""
    parts, by_name = _mended(models, {}, history), {model.name: model for model in models}
    rows = {part: _folded(by_name[part[0]], _NO_ROWS, in_force) for part, in_force in parts.items()}
    return Standing(tuple(history), parts, rows)


def _parts_of(models: Models, fact: Recorded) -> list[tuple[ReadModel[Any], Part]]:
    return [
        (model, (model.name, part))
        for model in _heeding(tuple(models), kind_of(fact.stream), type(fact.fact))
        if (part := model.part_of(fact)) is not None
    ]


@lru_cache(1_024)
def _heeding(models: tuple[ReadModel[Any], ...], kind: StreamKind, fact: type[AnyFact]) -> tuple[ReadModel[Any], ...]:
    """Those that make rows of such a stream, and in which such a fact bears on a row."""
    return tuple(model for model in models if model.of == kind and (model.facts is None or fact in model.facts))


def _mended(models: Models, parts: Mapping[Part, InForce], told: Sequence[Recorded]) -> dict[Part, InForce]:
    """Those parts in which not the same facts are in force as before."""
    mended: dict[Part, InForce] = defaultdict(lambda: _NONE, dict.fromkeys(parts, _NONE))
    for fact in effective(told):
        for _, part in _parts_of(models, fact):
            mended[part] = mended[part].plus(fact)
    return {part: in_force for part, in_force in mended.items() if in_force != parts.get(part)}


def _extended(model: ReadModel[Any], before: Rows, in_force: InForce) -> Rows | None:
    """The rows after one more fact, where the model can tell from the row and the fact comes last by day.

    `before` itself where nothing changes.
    """
    fact = in_force.facts[-1]
    if model.extend is None or len(before) != 1 or fact.day < in_force.last_day:
        return None
    [(key, shown)] = before.items()
    row = model.extend(shown.row, fact)
    if row is None:
        return None
    after = _shown(row, shown)
    return before if after is shown else {key: after}


def _folded(model: ReadModel[Any], before: Rows, in_force: InForce) -> Rows:
    rows = model.fold(in_force.facts) if in_force.facts else {}
    return {key: _shown(row, before.get(key)) for key, row in rows.items()}


def _shown(row: Row, before: Shown | None) -> Shown:
    """What did not change stays the same object, so that comparing costs nothing."""
    if before is not None and row is before.row:
        return before
    text = as_json(row)
    return before if before is not None and text == before.text else Shown(row, text)


def _compared(model: str, before: Rows, after: Rows) -> Iterator[Change]:
    for key in before:
        if key not in after:
            yield Change(model, key, True, None)
    for key, shown in after.items():
        if before.get(key) is not shown:
            yield Change(model, key, key in before, shown)
