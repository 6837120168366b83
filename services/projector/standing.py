"""PURE. One stream as far as it is projected, and what one more fact changes in it."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shared.domain.facts import FactCorrected, FactRetracted
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of
from shared.readmodels.readmodel import ReadModel, Row

Models = Sequence[ReadModel[Any]]
Part = tuple[str, Hashable]
"""A read model's name, and one of the parts into which it divides a stream."""
Facts = tuple[Recorded, ...]


class Change(NamedTuple):
    """One row of a read model after a fact, and as JSON; both None where it is no more."""

    model: str
    key: str
    existed: bool
    row: Row | None
    text: str | None


@dataclass(slots=True)
class Standing:
    """The facts of a stream as recorded, those in force by part, and the rows of each part as JSON by key."""

    told: Facts = ()
    parts: dict[Part, Facts] = field(default_factory=dict)
    rows: dict[Part, Mapping[str, str]] = field(default_factory=dict)

    def copy(self) -> "Standing":
        """One that can be added to; this one stays."""
        return Standing(self.told, dict(self.parts), dict(self.rows))

    def take(self, models: Models, fact: Recorded) -> list[Change]:
        """Adds `fact`, and gives the rows that it changes. Whatever a fold raises leaves all as it was."""
        told = (*self.told, fact)
        touched = _after_mending(models, self.parts, told) if _mends(fact) else _with(models, self.parts, fact)
        changes: list[Change] = []
        rows: dict[Part, Mapping[str, str]] = {}
        for model, part, facts in touched:
            folded = model.fold(facts) if facts else {}
            rows[part] = {key: row.model_dump_json() for key, row in folded.items()}
            changes += _compared(model.name, self.rows.get(part, {}), rows[part], folded)
        self.told = told
        self.parts |= {part: facts for _, part, facts in touched}
        self.rows |= rows
        return changes


Touched = list[tuple[ReadModel[Any], Part, Facts]]
"""Parts to be folded anew, each with all its facts."""


def standing_after(models: Models, history: Sequence[Recorded]) -> Standing:
    """The stream whose whole history is given."""
    standing = Standing(tuple(history))
    for model, part, facts in _after_mending(models, {}, standing.told):
        standing.parts[part] = facts
        standing.rows[part] = {key: row.model_dump_json() for key, row in model.fold(facts).items()}
    return standing


def _mends(fact: Recorded) -> bool:
    return isinstance(fact.fact, FactCorrected | FactRetracted)


def _with(models: Models, parts: Mapping[Part, Facts], fact: Recorded) -> Touched:
    return [(model, part, (*parts.get(part, ()), fact)) for model, part in _parts_of(models, fact)]


def _after_mending(models: Models, parts: Mapping[Part, Facts], told: Facts) -> Touched:
    """Those parts whose facts are not what they were."""
    named = {model.name: model for model in models}
    mended: dict[Part, list[Recorded]] = {part: [] for part in parts}
    for fact in effective(told):
        for _, part in _parts_of(models, fact):
            mended.setdefault(part, []).append(fact)
    return [
        (named[part[0]], part, tuple(facts)) for part, facts in mended.items() if tuple(facts) != parts.get(part, ())
    ]


def _parts_of(models: Models, fact: Recorded) -> Iterator[tuple[ReadModel[Any], Part]]:
    kind = kind_of(fact.stream)
    for model in models:
        if model.of == kind and (part := model.part_of(fact)) is not None:
            yield model, (model.name, part)


def _compared(
    model: str, before: Mapping[str, str], after: Mapping[str, str], rows: Mapping[str, Row]
) -> Iterator[Change]:
    for key in before:
        if key not in after:
            yield Change(model, key, True, None, None)
    for key, text in after.items():
        if before.get(key) != text:
            yield Change(model, key, key in before, rows[key], text)
