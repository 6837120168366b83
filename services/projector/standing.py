"""PURE. One stream as far as it is projected, and what one more fact changes in it."""

from collections.abc import Hashable, Mapping, Sequence
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


class PartStanding(msgspec.Struct, frozen=True):
    """The facts in force of a part, in recorded order, the last day of which they speak, and the rows they make."""

    facts: tuple[Recorded, ...] = ()
    last_day: date = date.min
    rows: Rows = _NO_ROWS


_NONE = PartStanding()


@dataclass(slots=True)
class Standing:
    """The facts of a stream as recorded; by part, what is in force and the rows that it makes."""

    told: tuple[Recorded, ...] = ()
    parts: dict[Part, PartStanding] = field(default_factory=dict)

    def copy(self) -> "Standing":
        """One that can be added to; this one stays."""
        return Standing(self.told, self.parts.copy())

    def take(self, models: Models, fact: Recorded) -> list[Change]:
        """Adds `fact`, and gives the rows that it changes. Whatever a fold raises leaves all as it was."""
        if type(fact.fact) in _MENDING:
            return self._take_in(fact, _where_mended(models, self.parts, fact) or _mended(models, self, fact))
        return self._take_in(fact, _where_told(models, self.parts, fact))

    def _take_in(self, fact: Recorded, after: Mapping[Part, PartStanding]) -> list[Change]:
        changes: list[Change] = []
        for part, standing in after.items():
            before = self.parts.get(part, _NONE)
            if standing.rows is not before.rows:
                changes += _compared(part[0], before.rows, standing.rows)
        self.told = (*self.told, fact)
        self.parts.update(after)
        return changes


def _where_told(models: Models, parts: Mapping[Part, PartStanding], fact: Recorded) -> dict[Part, PartStanding]:
    """The parts on which one more fact bears, as they stand with it."""
    day, after = fact.day, {}
    for model, part in _parts_of(models, fact):
        before = parts.get(part, _NONE)
        facts, is_last = (*before.facts, fact), day >= before.last_day
        rows = _extended(model, before.rows, fact) if is_last else None
        if rows is None:
            rows = _folded(model, before.rows, facts)
        after[part] = PartStanding(facts, day if is_last else before.last_day, rows)
    return after


def _where_mended(
    models: Models, parts: Mapping[Part, PartStanding], fact: Recorded
) -> dict[Part, PartStanding] | None:
    """The parts on which the mended fact bears, as they stand with `fact`.

    None where the whole history has to be asked: it is not in force, or bears on other parts than before.
    """
    mended = _in_force(parts, fact)
    if mended is None:
        return None
    before, now = _parts_of(models, mended), effective((mended, fact))
    if now and _parts_of(models, now[0]) != before:
        return None
    after = {}
    for model, part in before:
        facts = tuple(each for one in parts[part].facts for each in (now if one is mended else (one,)))
        after[part] = _anew(model, parts[part].rows, facts)
    return after


def _in_force(parts: Mapping[Part, PartStanding], by: Recorded) -> Recorded | None:
    """The fact that `by` mends, as it stands before, where it bears on some part."""
    match by.fact:
        case FactCorrected(of=of) | FactRetracted(of=of):
            number = of.rpartition("#")[2]
            return next(
                (
                    fact
                    for part in parts.values()
                    for fact in part.facts
                    if str(fact.version) == number and fact.id == of
                ),
                None,
            )
        case _:
            return None


def _anew(model: ReadModel[Any], before: Rows, facts: tuple[Recorded, ...]) -> PartStanding:
    last_day = max((fact.day for fact in facts), default=date.min)
    return PartStanding(facts, last_day, _folded(model, before, facts))


def standing_after(models: Models, history: Sequence[Recorded]) -> Standing:
    """The stream whose whole history is given."""
    return Standing(tuple(history), _standing_anew(models, {}, history))


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


def _mended(models: Models, standing: Standing, fact: Recorded) -> dict[Part, PartStanding]:
    """Every part, from the whole history."""
    return _standing_anew(models, standing.parts, (*standing.told, fact))


def _standing_anew(
    models: Models, before: Mapping[Part, PartStanding], told: Sequence[Recorded]
) -> dict[Part, PartStanding]:
    by_name = {model.name: model for model in models}
    in_force: dict[Part, list[Recorded]] = {part: [] for part in before}
    for fact in effective(told):
        for _, part in _parts_of(models, fact):
            in_force.setdefault(part, []).append(fact)
    return {
        part: _anew(by_name[part[0]], before.get(part, _NONE).rows, tuple(facts)) for part, facts in in_force.items()
    }


def _extended(model: ReadModel[Any], before: Rows, fact: Recorded) -> Rows | None:
    """The rows after one more fact, the last of its part by day, where the model can tell from the row.

    `before` itself where nothing changes.
    """
    if model.extend is None or len(before) != 1:
        return None
    [(key, shown)] = before.items()
    row = model.extend(shown.row, fact)
    if row is None:
        return None
    after = _shown(row, shown)
    return before if after is shown else {key: after}


def _folded(model: ReadModel[Any], before: Rows, facts: tuple[Recorded, ...]) -> Rows:
    rows = model.fold(facts) if facts else {}
    return {key: _shown(row, before.get(key)) for key, row in rows.items()}


def _shown(row: Row, before: Shown | None) -> Shown:
    """What did not change stays the same object, so that comparing costs nothing."""
    if before is not None and row is before.row:
        return before
    text = as_json(row)
    return before if before is not None and text == before.text else Shown(row, text)


def _compared(model: str, before: Rows, after: Rows) -> list[Change]:
    gone = [Change(model, key, True, None) for key in before if key not in after]
    fresh = [Change(model, key, key in before, shown) for key, shown in after.items() if before.get(key) is not shown]
    return gone + fresh
