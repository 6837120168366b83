"""PURE. The row versions that new facts of a stream make, given the facts before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.domain.codec import NotAFact, recorded
from shared.domain.recorded import Recorded, StoredFact
from shared.readmodels.readmodel import ReadModel, Row, rows_of
from shared.rowstore.batch import Changes, Version

Name = tuple[str, str]
"""Read model and key."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One stream as far as it is projected: its facts as recorded, and its rows as JSON."""

    facts: tuple[Recorded, ...] = ()
    rows: Mapping[Name, str] = field(default_factory=dict)


@dataclass(slots=True)
class StreamChanges:
    """What facts did to the rows of their stream: rows ended that stood before, by model and key, and versions made."""

    ended: dict[str, dict[str, int]] = field(default_factory=dict)
    versions: dict[str, list[Version]] = field(default_factory=dict)


def standing_after(models: Sequence[ReadModel[Any]], facts: Sequence[Recorded]) -> Standing:
    """The stream whose whole history is given."""
    rows = _rows(models, facts)
    return Standing(tuple(facts), {name: row.model_dump_json() for name, row in rows.items()})


def versions_of(
    models: Sequence[ReadModel[Any]], before: Standing, facts: Sequence[StoredFact]
) -> tuple[Standing, StreamChanges, str | None]:
    """The versions that `facts` make, each from its own position, and how the stream stands after them.

    A fact that cannot be read or folded ends it: what went before is given, with the reason in one line.
    """
    tally, history, reason = _Tally(dict(before.rows)), before.facts, None
    for fact in facts:
        try:
            longer = (*history, recorded(fact))
            rows = _rows(models, longer)
        # Whatever a fold makes of a fact it was never tried on, the other streams go on.
        except Exception as error:
            reason = _in_one_line(error)
            break
        history = longer
        tally.take(fact.position, rows)
    return Standing(history, tally.rows), tally.changes(), reason


def _in_one_line(error: Exception) -> str:
    name = "" if isinstance(error, NotAFact) else f"{type(error).__name__}: "
    return " ".join(f"{name}{error}".split())[:500]


def _rows(models: Sequence[ReadModel[Any]], history: Sequence[Recorded]) -> dict[Name, Row]:
    return {(model.name, key): row for model in models for key, row in rows_of(model, history).items()}


class _Tally:
    """Compares the rows after each fact with those before it."""

    def __init__(self, rows: dict[Name, str]) -> None:
        self.rows = rows
        self._changes = StreamChanges()
        self._begun: dict[Name, tuple[int, Row]] = {}

    def take(self, position: int, rows: Mapping[Name, Row]) -> None:
        for name in self.rows.keys() - rows.keys():
            self._end(name, position)
            del self.rows[name]
        for name, row in rows.items():
            text = row.model_dump_json()
            if self.rows.get(name) == text:
                continue
            if name in self.rows:
                self._end(name, position)
            self._begun[name] = (position, row)
            self.rows[name] = text

    def changes(self) -> StreamChanges:
        for name in list(self._begun):
            self._version(name, until=None)
        return self._changes

    def _end(self, name: Name, position: int) -> None:
        if name in self._begun:
            self._version(name, until=position)
        else:
            model, key = name
            self._changes.ended.setdefault(model, {})[key] = position

    def _version(self, name: Name, until: int | None) -> None:
        (model, key), (since, row) = name, self._begun.pop(name)
        version = Version(row.stream, key, since, until, row.opened_on, row.settled_on, self.rows[name])
        self._changes.versions.setdefault(model, []).append(version)


def merged(changes: Sequence[StreamChanges]) -> dict[str, Changes]:
    """The changes of many streams, by read model."""
    names = dict.fromkeys(name for each in changes for name in (*each.ended, *each.versions))
    return {
        name: Changes(
            {key: position for each in changes for key, position in each.ended.get(name, {}).items()},
            [version for each in changes for version in each.versions.get(name, ())],
        )
        for name in names
    }
