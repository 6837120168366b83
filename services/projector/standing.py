"""PURE. One stream as far as it is projected, and what one more fact changes in it."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from shared.domain.facts import FactCorrected, FactRetracted
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of
from shared.readmodels.readmodel import ReadModel, Row

Models = Sequence[ReadModel[Any]]
Part = tuple[str, Hashable]
"""A read model's name, and one of the parts into which it divides a stream."""


class Shown(NamedTuple):
    """A row, and its JSON."""

    row: Row
    text: str


Rows = Mapping[str, Shown]
"""By key."""


class Change(NamedTuple):
    """One row of a read model after a fact; None where it is no more."""

    model: str
    key: str
    existed: bool
    now: Shown | None


class InForce(NamedTuple):
    """The facts in force of a part, in recorded order, and the last day of which they speak."""

    facts: tuple[Recorded, ...] = ()
    last_day: date = date.min

    def plus(self, fact: Recorded) -> "InForce":
        return InForce((*self.facts, fact), max(self.last_day, fact.day))


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
        told = (*self.told, fact)
        if isinstance(fact.fact, FactCorrected | FactRetracted):
            parts = _mended(models, self.parts, told)
            rows = {part: _folded(models, part, self._rows(part), parts[part]) for part in parts}
        else:
            parts = {part: self.parts.get(part, _NONE).plus(fact) for part in _parts_of(models, fact)}
            rows = {
                part: _extended(models, part, self._rows(part), parts[part])
                or _folded(models, part, self._rows(part), parts[part])
                for part in parts
            }
        changes = [change for part in rows for change in _compared(part[0], self._rows(part), rows[part])]
        self.told = told
        self.parts |= parts
        self.rows |= rows
        return changes

    def _rows(self, part: Part) -> Rows:
        return self.rows.get(part, {})


def standing_after(models: Models, history: Sequence[Recorded]) -> Standing:
    """The stream whose whole history is given."""
    parts = _mended(models, {}, history)
    return Standing(tuple(history), parts, {part: _folded(models, part, {}, parts[part]) for part in parts})


def _parts_of(models: Models, fact: Recorded) -> Iterator[Part]:
    kind = kind_of(fact.stream)
    for model in models:
        if model.of == kind and (part := model.part_of(fact)) is not None:
            yield model.name, part


def _mended(models: Models, parts: Mapping[Part, InForce], told: Sequence[Recorded]) -> dict[Part, InForce]:
    """Those parts in which not the same facts are in force as before."""
    mended: dict[Part, InForce] = defaultdict(lambda: _NONE, dict.fromkeys(parts, _NONE))
    for fact in effective(told):
        for part in _parts_of(models, fact):
            mended[part] = mended[part].plus(fact)
    return {part: in_force for part, in_force in mended.items() if in_force != parts.get(part)}


def _extended(models: Models, part: Part, before: Rows, in_force: InForce) -> Rows | None:
    """The rows after one more fact, where the model can tell from the row and the fact comes last by day."""
    extend, fact = _model(models, part).extend, in_force.facts[-1]
    if extend is None or len(before) != 1 or fact.day < in_force.last_day:
        return None
    [(key, shown)] = before.items()
    row = extend(shown.row, fact)
    return None if row is None else {key: _shown(row, shown)}


def _folded(models: Models, part: Part, before: Rows, in_force: InForce) -> Rows:
    rows = _model(models, part).fold(in_force.facts) if in_force.facts else {}
    return {key: _shown(row, before.get(key)) for key, row in rows.items()}


def _model(models: Models, part: Part) -> ReadModel[Any]:
    return next(model for model in models if model.name == part[0])


def _shown(row: Row, before: Shown | None) -> Shown:
    """What did not change stays the same object, so that comparing costs nothing."""
    if before is not None and row is before.row:
        return before
    text = row.model_dump_json()
    return before if before is not None and text == before.text else Shown(row, text)


def _compared(model: str, before: Rows, after: Rows) -> Iterator[Change]:
    for key in before:
        if key not in after:
            yield Change(model, key, True, None)
    for key, shown in after.items():
        if before.get(key) is not shown:
            yield Change(model, key, key in before, shown)
