"""PURE. The row versions that new facts of a stream make, given how the stream stood before them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.projector.parts import Models, Move, Shown, heeding
from services.projector.standing import Standing
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
    try:
        return *_of_all(models, before, facts), None
    # Whatever a fold makes of a fact it was never tried on, the other streams go on.
    except Exception:
        return _as_far_as_it_goes(models, before, facts)


def _of_all(models: Models, before: Standing, facts: Sequence[StoredFact]) -> tuple[Standing, StreamChanges]:
    standing, tally = before.copy(), _Tally()
    standing.take(heeding(models, facts[0].stream), [recorded(fact) for fact in facts], tally.take)
    return standing, tally.changes()


def _as_far_as_it_goes(
    models: Models, before: Standing, facts: Sequence[StoredFact]
) -> tuple[Standing, StreamChanges, str | None]:
    """Fact by fact, each on a copy: what cannot be folded leaves nothing behind."""
    standing, tally, reason = before, _Tally(), None
    for fact in facts:
        after, moves = standing.copy(), list[Move]()
        try:
            after.take(heeding(models, fact.stream), [recorded(fact)], moves.append)
        except Exception as error:
            reason = in_one_line(error)
            break
        standing = after
        for move in moves:
            tally.take(move)
    return standing, tally.changes(), reason


def in_one_line(error: Exception) -> str:
    """Why a fact could not be read or folded."""
    name = "" if isinstance(error, NotAFact) else f"{type(error).__name__}: "
    return " ".join(f"{name}{error}".split())[:500]


class _Tally:
    """Turns what one fact after another changes into versions."""

    def __init__(self) -> None:
        self._done = StreamChanges()
        self._begun: dict[tuple[str, str], tuple[int, Shown]] = {}

    def take(self, move: Move) -> None:
        """What did not change is the same object. One row before and one after is the rule."""
        model, position, before, after = move
        if len(before) == len(after) == 1 and before[0].key == after[0].key:
            if after[0] is not before[0]:
                self._end(model, before[0].key, position)
                self._begun[model, after[0].key] = position, after[0]
            return
        stood, stands = ({shown.key: shown for shown in rows} for rows in (before, after))
        for key, shown in stood.items():
            if stands.get(key) is not shown:
                self._end(model, key, position)
        for key, now in stands.items():
            if stood.get(key) is not now:
                self._begun[model, key] = position, now

    def _end(self, model: str, key: str, position: int) -> None:
        if (begun := self._begun.pop((model, key), None)) is not None:
            self._add(model, *begun, position)
        else:
            self._done.ended.setdefault(model, {})[key] = position

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
