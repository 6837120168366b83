"""PURE. One stream as far as it is projected, and what one more fact changes in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from services.projector.parts import (
    NONE,
    Heeding,
    Models,
    Part,
    PartStanding,
    Rows,
    Shown,
    anew,
    heeding,
    with_one_more,
)
from shared.domain.facts import FactCorrected, FactRetracted
from shared.domain.history import MENDING, effective
from shared.domain.recorded import Recorded


class Change(msgspec.Struct, frozen=True, gc=False):
    """One row of a read model after a fact; None where it is no more."""

    model: str
    key: str
    existed: bool
    now: Shown | None


_Moved = tuple[Part, PartStanding, PartStanding]
"""A part as it stood, and as it stands now."""


@dataclass(slots=True)
class Standing:
    """The facts of a stream as recorded; by part, what is in force and the rows that it makes."""

    told: tuple[Recorded, ...] = ()
    parts: dict[Part, PartStanding] = field(default_factory=dict)

    def copy(self) -> "Standing":
        """One that can be added to; this one stays."""
        return Standing(self.told, self.parts.copy())

    def take(self, heed: Heeding, fact: Recorded) -> list[Change]:
        """Adds `fact`, and gives the rows that it changes. Whatever a fold raises leaves all as it was."""
        is_mending = type(fact.fact) in MENDING
        moved = _where_mended(heed, self, fact) if is_mending else _where_told(heed, self.parts, fact)
        changes: list[Change] = []
        for part, before, now in moved:
            self.parts[part] = now
            if now.rows is not before.rows:
                changes += _compared(part[0], before.rows, now.rows)
        self.told = (*self.told, fact)
        return changes


def standing_after(models: Models, history: Sequence[Recorded]) -> Standing:
    """The stream whose whole history is given."""
    if not history:
        return Standing()
    return Standing(tuple(history), _anew(heeding(models, history[0].stream), {}, history))


def _where_told(heed: Heeding, parts: Mapping[Part, PartStanding], fact: Recorded) -> list[_Moved]:
    """The parts on which one more fact bears."""
    moved = []
    for model, part in heed.parts_of(fact):
        before = parts.get(part, NONE)
        moved.append((part, before, with_one_more(model, before, fact)))
    return moved


def _where_mended(heed: Heeding, standing: Standing, fact: Recorded) -> list[_Moved]:
    """The parts on which the mended fact bears, or else every part, from the whole history."""
    parts = standing.parts
    after = _mended(heed, parts, fact) or _anew(heed, parts, (*standing.told, fact))
    return [(part, parts.get(part, NONE), now) for part, now in after.items()]


def _mended(heed: Heeding, parts: Mapping[Part, PartStanding], fact: Recorded) -> dict[Part, PartStanding] | None:
    """The parts on which the mended fact bears, as they stand with `fact`.

    None where the whole history has to be asked: it is not in force, or bears on other parts than before.
    """
    mended = _in_force(parts, fact)
    if mended is None:
        return None
    before, now = heed.parts_of(mended), effective((mended, fact))
    if now and heed.parts_of(now[0]) != before:
        return None
    after = {}
    for model, part in before:
        facts = tuple(each for one in parts[part].facts for each in (now if one is mended else (one,)))
        after[part] = anew(model, parts[part], facts)
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


def _anew(heed: Heeding, before: Mapping[Part, PartStanding], told: Sequence[Recorded]) -> dict[Part, PartStanding]:
    """Every part, from the whole history."""
    by_name = {model.name: model for model in heed.models}
    in_force: dict[Part, list[Recorded]] = {part: [] for part in before}
    for fact in effective(told):
        for _, part in heed.parts_of(fact):
            in_force.setdefault(part, []).append(fact)
    return {part: anew(by_name[part[0]], before.get(part, NONE), tuple(facts)) for part, facts in in_force.items()}


def _compared(model: str, before: Rows, after: Rows) -> Iterable[Change]:
    """What changed in the rows of a part; what did not is the same object. One row before and one after is the rule."""
    if len(before) == len(after) == 1 and before[0].key == after[0].key:
        [now] = after
        return () if now is before[0] else (Change(model, now.key, True, now),)
    return _compared_by_key(model, before, after)


def _compared_by_key(model: str, before: Rows, after: Rows) -> Iterator[Change]:
    stood, stands = ({shown.key: shown for shown in rows} for rows in (before, after))
    yield from (Change(model, key, True, None) for key in stood if key not in stands)
    yield from (Change(model, key, key in stood, now) for key, now in stands.items() if stood.get(key) is not now)
