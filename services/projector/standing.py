"""PURE. One stream as far as it is projected, and what further facts change in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from services.projector.parts import NONE, Heeding, Models, Move, Part, PartStanding, anew, heeding, with_more
from shared.domain.facts import FactCorrected, FactRetracted
from shared.domain.history import MENDING, effective
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import ReadModel


@dataclass(slots=True)
class Standing:
    """The facts of a stream as recorded; by part, what is in force and the rows that it makes."""

    told: tuple[Recorded, ...] = ()
    parts: dict[Part, PartStanding] = field(default_factory=dict)

    def copy(self) -> "Standing":
        """One that can be added to; this one stays."""
        return Standing(self.told, self.parts.copy())

    def take(self, heed: Heeding, facts: Iterable[Recorded], moved: Callable[[Move], None]) -> None:
        """Adds the facts, which are the next of the stream; `moved` is told what changes, part by part.

        Whatever a fold raises leaves this half changed.
        """
        for mends, some in groupby(facts, _mends):
            if not mends:
                self._take_told(heed, list(some), moved)
                continue
            for fact in some:
                self._take_mending(heed, fact, moved)

    def _take_told(self, heed: Heeding, facts: Sequence[Recorded], moved: Callable[[Move], None]) -> None:
        for part, (model, told) in _by_part(heed, facts).items():
            self.parts[part] = with_more(model, self.parts.get(part, NONE), told, moved)
        self.told = (*self.told, *facts)

    def _take_mending(self, heed: Heeding, fact: Recorded, moved: Callable[[Move], None]) -> None:
        """Of the parts on which the mended fact bears, or else of every part, from the whole history."""
        self.told = (*self.told, fact)
        after = _mended(heed, self.parts, fact) or _anew(heed, self.parts, self.told)
        for part, now in after.items():
            moved((part[0], fact.position, self.parts.get(part, NONE).rows, now.rows))
            self.parts[part] = now


def standing_after(models: Models, history: Sequence[Recorded]) -> Standing:
    """The stream whose whole history is given."""
    if not history:
        return Standing()
    return Standing(tuple(history), _anew(heeding(models, history[0].stream), {}, history))


def _mends(fact: Recorded) -> bool:
    return type(fact.fact) in MENDING


def _by_part(heed: Heeding, facts: Iterable[Recorded]) -> dict[Part, tuple[ReadModel[Any], list[Recorded]]]:
    """The facts that bear on each part."""
    bearing: dict[Part, tuple[ReadModel[Any], list[Recorded]]] = {}
    for fact in facts:
        for model, part in heed.parts_of(fact):
            if part in bearing:
                bearing[part][1].append(fact)
            else:
                bearing[part] = model, [fact]
    return bearing


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
