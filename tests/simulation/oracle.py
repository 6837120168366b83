"""What the rows should be, the plain way: each stream folded anew from every prefix of its history."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.domain.codec import recorded
from shared.domain.recorded import StoredFact
from shared.readmodels import REGISTER
from shared.readmodels.as_json import as_json
from shared.readmodels.readmodel import History, ReadModel, Row, rows_of

Kept = tuple[str, str, int, int | None, str]
"""Model, key, the positions since and until which it stands, and the row's JSON."""

Rows = Mapping[tuple[str, str], str]
Name = tuple[tuple[str, bytes], ...]
"""Which facts, and what they say. Rows do not tell at what positions they were told."""


class Told(Row, frozen=True, kw_only=True):
    """The ids of all facts of the stream, in order: what is missing, twice or in disorder shows at once."""

    ids: tuple[str, ...]


def told(beyond: Collection[str] = (), refused: Collection[str] = ()) -> ReadModel[Told]:
    """Does not understand the facts with the ids `beyond`; those `refused` make rows that no database takes."""

    def fold(history: History) -> Mapping[str, Told]:
        ids = tuple(fact.id for fact in history)
        if strange := [id for id in ids if id in beyond]:
            raise ValueError(f"{strange[0]} is beyond this version")
        stream = history[0].stream
        key = f"{stream}\0" if any(id in refused for id in ids) else stream
        return {key: Told(stream=stream, opened_on=history[0].day, ids=ids)}

    return ReadModel("told", 1, Told, "modification", fold)


MODELS: tuple[ReadModel[Any], ...] = (REGISTER, told())
_made: dict[Name, "Made | None"] = {}
"""All that was ever folded: seeds live through much the same histories."""


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of a history, and the ids of the facts that are in force in it."""

    rows: Rows
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Oracle:
    """`refused` as for `told`, by the version of the program that understands everything that can be read."""

    refused: frozenset[str]

    def rows(self, facts: Sequence[StoredFact]) -> Rows | None:
        """Of the stream with just these facts, by model and key; None where they cannot be projected."""
        return self._rows(_name(facts), facts)

    def versions(self, facts: Sequence[StoredFact]) -> list[Kept]:
        """Every row version that the facts make, each after the other."""
        standing: dict[tuple[str, str], Kept] = {}
        ended: list[Kept] = []
        for fact, rows in zip(facts, self._after_each(facts), strict=True):
            for name in [name for name, kept in standing.items() if rows.get(name) != kept[4]]:
                model, key, since, _, row = standing.pop(name)
                ended.append((model, key, since, fact.position, row))
            for name in rows.keys() - standing.keys():
                standing[name] = (*name, fact.position, None, rows[name])
        return sorted([*ended, *standing.values()], key=lambda kept: kept[:3])

    def first_unfit(self, facts: Sequence[StoredFact]) -> int | None:
        """The place among the stream's facts of the first that cannot be projected after those before it."""
        return next((at for at in range(len(facts)) if self.rows(facts[: at + 1]) is None), None)

    def _after_each(self, facts: Sequence[StoredFact]) -> Iterator[Rows]:
        name = _name(facts)
        return (self._rows(name[:end], facts[:end]) or {} for end in range(1, len(facts) + 1))

    def _rows(self, name: Name, facts: Sequence[StoredFact]) -> Rows | None:
        if name not in _made:
            _made[name] = _folded(facts)
        made = _made[name]
        return None if made is None or not made.ids.isdisjoint(self.refused) else made.rows


def _name(facts: Sequence[StoredFact]) -> Name:
    return tuple((fact.id, fact.value) for fact in facts)


def _folded(facts: Sequence[StoredFact]) -> Made | None:
    try:
        history = [recorded(fact) for fact in facts]
        made = {(model.name, key): row for model in MODELS for key, row in rows_of(model, history).items()}
    except ValueError:
        return None
    ids = (row.ids for row in made.values() if isinstance(row, Told))
    return Made({name: as_json(row).decode() for name, row in made.items()}, frozenset(next(ids, ())))
