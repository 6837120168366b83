"""PURE. The row versions that new facts of a stream make, given how the stream stood before them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.projector.standing import Change, Models, Shown, Standing
from shared.domain.codec import NotAFact, recorded
from shared.domain.recorded import StoredFact
from shared.rowstore.batch import Changes, Version


@dataclass(slots=True)
class StreamChanges:
    """What facts did to the rows of their stream: rows ended that stood before, by model and key, and versions made."""

    ended: dict[str, dict[str, int]] = field(default_factory=dict)
    versions: dict[str, list[Version]] = field(default_factory=dict)


def versions_of(
    models: Models, before: Standing, facts: Sequence[StoredFact]
) -> tuple[Standing, StreamChanges, str | None]:
    """The versions that `facts` make, each from its own position, and how the stream stands after them.

    A fact that cannot be read or folded ends it: what went before is given, with the reason in one line.
    """
    standing, tally, reason = before.copy(), _Tally(), None
    for fact in facts:
        try:
            changes = standing.take(models, recorded(fact))
        # Whatever a fold makes of a fact it was never tried on, the other streams go on.
        except Exception as error:
            reason = in_one_line(error)
            break
        for change in changes:
            tally.take(fact.position, change)
    return standing, tally.changes(), reason


def in_one_line(error: Exception) -> str:
    """Why a fact could not be read or folded."""
    name = "" if isinstance(error, NotAFact) else f"{type(error).__name__}: "
    return " ".join(f"{name}{error}".split())[:500]


class _Tally:
    """Turns the changes of one fact after another into versions."""

    def __init__(self) -> None:
        self._done = StreamChanges()
        self._begun: dict[tuple[str, str], tuple[int, Shown]] = {}

    def take(self, position: int, change: Change) -> None:
        name = change.model, change.key
        if name in self._begun:
            self._version(name, until=position)
        elif change.existed:
            self._done.ended.setdefault(change.model, {})[change.key] = position
        if change.now is not None:
            self._begun[name] = (position, change.now)

    def changes(self) -> StreamChanges:
        for name in list(self._begun):
            self._version(name, until=None)
        return self._done

    def _version(self, name: tuple[str, str], until: int | None) -> None:
        (model, key), (since, shown) = name, self._begun.pop(name)
        row = shown.row
        version = Version(row.stream, key, since, until, row.opened_on, row.settled_on, shown.text)
        self._done.versions.setdefault(model, []).append(version)


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
