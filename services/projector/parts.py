"""PURE. The parts into which read models divide a stream: on which a fact bears, and the rows that they make."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from shared.domain.facts import AnyFact
from shared.domain.recorded import Recorded
from shared.domain.streams import StreamKind, kind_of
from shared.readmodels.as_json import as_json
from shared.readmodels.order import within_days
from shared.readmodels.readmodel import ReadModel, Row, all_in_one

Models = Sequence[ReadModel[Any]]

Part = tuple[str, Hashable]
"""A read model's name, and one of the parts into which it divides a stream."""


# There are very many of the next two, and none is ever in a circle: the collector of garbage need not look at them.


class Shown(msgspec.Struct, frozen=True, gc=False):
    """A row, by its key, and its JSON."""

    key: str
    row: Row
    json: bytes


Rows = tuple[Shown, ...]
"""Each has a key of its own; nearly always there is just one."""


class PartStanding(msgspec.Struct, frozen=True, gc=False):
    """The facts in force of a part, in recorded order, the last day of which they speak, and the rows they make."""

    facts: tuple[Recorded, ...] = ()
    last_day: date = date.min
    rows: Rows = ()


NONE = PartStanding()


Move = tuple[str, int, Rows, Rows]
"""Of a read model, at a position: rows of one part as they stood, and as they stand now."""

Bearing = tuple[ReadModel[Any], Part | None]
"""A read model on whose rows a type of fact bears, and the part that holds all of a stream, if one does."""


class Heeding(dict[type[AnyFact], tuple[Bearing, ...]]):
    """Which of `models` heed each type of fact, in a stream of one kind. Found out once for each type."""

    def __init__(self, models: tuple[ReadModel[Any], ...], kind: StreamKind) -> None:
        super().__init__()
        self.models = tuple(model for model in models if model.of == kind)

    def __missing__(self, fact: type[AnyFact]) -> tuple[Bearing, ...]:
        heed = (model for model in self.models if model.facts is None or fact in model.facts)
        self[fact] = found = tuple((model, _whole(model)) for model in heed)
        return found

    def parts_of(self, fact: Recorded) -> list[tuple[ReadModel[Any], Part]]:
        """Those on which the fact bears."""
        found = []
        for model, whole in self[type(fact.fact)]:
            if whole is not None:
                found.append((model, whole))
            elif (part := model.part_of(fact)) is not None:
                found.append((model, (model.name, part)))
        return found


def heeding(models: Models, stream: str) -> Heeding:
    """What concerns `stream`. Raises NotAStream."""
    return _heeding(tuple(models), kind_of(stream))


_heeding = lru_cache(64)(Heeding)


def _whole(model: ReadModel[Any]) -> Part | None:
    return (model.name, "all") if model.part_of is all_in_one else None


def with_more(
    model: ReadModel[Any], before: PartStanding, facts: Iterable[Recorded], moved: Callable[[Move], None]
) -> PartStanding:
    """The part with further facts of its own, in recorded order; `moved` is told of each that changes its rows."""
    told, last_day, rows = [*before.facts], before.last_day, before.rows
    for fact in facts:
        after = _extended(model, rows, fact, last_day, told) if len(rows) == 1 else None
        told.append(fact)
        if fact.day > last_day:
            last_day = fact.day
        if after is None:
            after = _folded(model, rows, told)
        if after is not rows:
            moved((model.name, fact.position, rows, after))
            rows = after
    return PartStanding(tuple(told), last_day, rows)


def _extended(
    model: ReadModel[Any], rows: Rows, fact: Recorded, last_day: date, told: Sequence[Recorded]
) -> Rows | None:
    """The one row with a fact more; the same object where it does not change, None where only a fold tells."""
    [shown] = rows
    if fact.day < last_day or (fact.day == last_day and not _is_last_of_its_day(told, fact)):
        return rows if type(fact.fact) in model.dating and _only_dates(shown.row, told, fact) else None
    if model.extend is None or (row := model.extend(shown.row, fact)) is None:
        return None
    if row is shown.row:
        return rows
    after = _shown(shown.key, row, shown)
    return rows if after is shown else (after,)


def _is_last_of_its_day(told: Sequence[Recorded], fact: Recorded) -> bool:
    """Among the facts of one day it may not be the last; or it may put the others into another order."""
    others = [other for other in told if other.day == fact.day]
    return within_days([*others, fact]) == [*within_days(others), fact]


def _only_dates(row: Row, told: Sequence[Recorded], fact: Recorded) -> bool:
    """Neither is it the first, nor does it put others of its day into another order."""
    return fact.day > row.opened_on and all(other.day != fact.day for other in told)


def anew(model: ReadModel[Any], before: PartStanding, facts: tuple[Recorded, ...]) -> PartStanding:
    """The part with these facts in force. Its rows are as they stood `before` where they do not change."""
    last_day = max((fact.day for fact in facts), default=date.min)
    return PartStanding(facts, last_day, _folded(model, before.rows, facts))


def _folded(model: ReadModel[Any], before: Rows, facts: Sequence[Recorded]) -> Rows:
    if not facts:
        return ()
    stood = {shown.key: shown for shown in before}
    return tuple([_shown(key, row, stood.get(key)) for key, row in model.fold(facts).items()])


def _shown(key: str, row: Row, before: Shown | None) -> Shown:
    """What did not change stays the same object, so that comparing costs nothing."""
    json = as_json(row)
    return before if before is not None and json == before.json else Shown(key, row, json)
