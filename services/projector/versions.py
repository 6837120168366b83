"""PURE. The row versions that new facts of a stream make, given how the stream stood before them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.projector.parts import Models, Shown, heeding
from services.projector.standing import Change, Standing
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
    try:
        heed = heeding(models, facts[0].stream)
        for fact in facts:
            tally.take(fact.position, standing.take(heed, recorded(fact)))
    # Whatever a fold makes of a fact it was never tried on, the other streams go on.
    except Exception as error:
        reason = in_one_line(error)
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

    def take(self, position: int, changes: Iterable[Change]) -> None:
        for change in changes:
            name = change.model, change.key
            if (begun := self._begun.pop(name, None)) is not None:
                self._add(change.model, *begun, position)
            elif change.existed:
                self._done.ended.setdefault(change.model, {})[change.key] = position
            if change.now is not None:
                self._begun[name] = position, change.now

    def changes(self) -> StreamChanges:
        for (model, _), begun in self._begun.items():
            self._add(model, *begun, None)
        return self._done

    def _add(self, model: str, since: int, shown: Shown, until: int | None) -> None:
        row = shown.row
        version = Version(row.stream, shown.key, since, until, row.opened_on, row.settled_on, shown.json)
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
