"""PURE. The parts into which read models divide a stream: on which a fact bears, and the rows that they make."""

from collections.abc import Hashable, Sequence
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


def with_one_more(model: ReadModel[Any], before: PartStanding, fact: Recorded) -> PartStanding:
    """The part with a further fact of its own. Its rows are the same object where nothing in them changes."""
    facts, day = (*before.facts, fact), fact.day
    if day < before.last_day or (day == before.last_day and not _is_last_of_its_day(before.facts, fact)):
        return PartStanding(facts, before.last_day, _folded(model, before.rows, facts))
    if model.extend is not None and len(before.rows) == 1:
        shown = before.rows[0]
        row = model.extend(shown.row, fact)
        if row is shown.row:
            return PartStanding(facts, day, before.rows)
        if row is not None:
            after = _shown(shown.key, row, shown)
            return PartStanding(facts, day, before.rows if after is shown else (after,))
    return PartStanding(facts, day, _folded(model, before.rows, facts))


def _is_last_of_its_day(facts: Sequence[Recorded], fact: Recorded) -> bool:
    """Among the facts of one day it may not be the last."""
    return within_days([*(other for other in facts if other.day == fact.day), fact])[-1] is fact


def anew(model: ReadModel[Any], before: PartStanding, facts: tuple[Recorded, ...]) -> PartStanding:
    """The part with these facts in force. Its rows are as they stood `before` where they do not change."""
    last_day = max((fact.day for fact in facts), default=date.min)
    return PartStanding(facts, last_day, _folded(model, before.rows, facts))


def _folded(model: ReadModel[Any], before: Rows, facts: tuple[Recorded, ...]) -> Rows:
    if not facts:
        return ()
    stood = {shown.key: shown for shown in before}
    return tuple([_shown(key, row, stood.get(key)) for key, row in model.fold(facts).items()])


def _shown(key: str, row: Row, before: Shown | None) -> Shown:
    """What did not change stays the same object, so that comparing costs nothing."""
    json = as_json(row)
    return before if before is not None and json == before.json else Shown(key, row, json)
