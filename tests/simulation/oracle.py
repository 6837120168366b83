"""What the rows should be, the plain way: each stream folded anew from every prefix of its history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.domain.codec import recorded
from shared.domain.recorded import StoredFact
from shared.readmodels import REGISTER
from shared.readmodels.readmodel import History, ReadModel, Row, rows_of

Kept = tuple[str, str, int, int | None, str]
"""Model, key, the positions since and until which it stands, and the row's JSON."""

Rows = Mapping[tuple[str, str], str]


class Told(Row):
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


@dataclass(slots=True)
class Oracle:
    """`refused` as for `told`, by the version of the program that understands everything that can be read."""

    refused: Collection[str]
    _rows: dict[tuple[Any, ...], Rows | None] = field(default_factory=dict)

    @property
    def models(self) -> Sequence[ReadModel[Any]]:
        return REGISTER, told(refused=self.refused)

    def rows(self, facts: Sequence[StoredFact]) -> Rows | None:
        """Of the stream with just these facts, by model and key; None where they cannot be projected."""
        name = tuple(fact.id for fact in facts)
        if name not in self._rows:
            self._rows[name] = self._fold(facts)
        return self._rows[name]

    def _fold(self, facts: Sequence[StoredFact]) -> Rows | None:
        try:
            history = [recorded(fact) for fact in facts]
            made = {(m.name, key): row for m in self.models for key, row in rows_of(m, history).items()}
        except ValueError:
            return None
        return None if any("\0" in key for _, key in made) else {k: row.model_dump_json() for k, row in made.items()}

    def versions(self, facts: Sequence[StoredFact]) -> list[Kept]:
        """Every row version that the facts make, each after the other."""
        standing: dict[tuple[str, str], Kept] = {}
        ended: list[Kept] = []
        for end, fact in enumerate(facts, 1):
            rows = self.rows(facts[:end]) or {}
            for name in [name for name, kept in standing.items() if rows.get(name) != kept[4]]:
                model, key, since, _, row = standing.pop(name)
                ended.append((model, key, since, fact.position, row))
            for (model, key), row in rows.items():
                standing.setdefault((model, key), (model, key, fact.position, None, row))
        return sorted([*ended, *standing.values()], key=lambda kept: kept[:3])

    def first_unfit(self, facts: Sequence[StoredFact]) -> int | None:
        """The place among the stream's facts of the first that cannot be projected after those before it."""
        return next((at for at in range(len(facts)) if self.rows(facts[: at + 1]) is None), None)
