"""PURE. The history of a stream without one of its facts, or without several."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from shared.domain.facts import CorrectionProposed, EvidenceAdded, FactCorrected, FactRetracted
from shared.domain.history import MENDING, effective
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import ReadModel


def taken_away(history: Sequence[Recorded], ids: Collection[str]) -> tuple[Recorded, ...]:
    """Without these facts, and without what is said of them alone."""
    return tuple(recorded for recorded in history if recorded.id not in ids and _about(recorded) not in ids)


def _about(recorded: Recorded) -> str | None:
    match recorded.fact:
        case FactCorrected(of=of) | FactRetracted(of=of) | EvidenceAdded(of=of) | CorrectionProposed(of=of):
            return of
        case _:
            return None


class OneTold:
    """`standing`: the history with what was mended mended, once for all that is asked of it."""

    def __init__(self, history: Sequence[Recorded]) -> None:
        self.history = history
        self.standing = effective(history)
        self._about = {recorded.version: about for recorded in self.standing if (about := _about(recorded))}

    def without(self, recorded: Recorded) -> tuple[Recorded, ...]:
        """Its history without the fact. What mends is not among what stands: without it all is mended anew."""
        if type(recorded.fact) in MENDING:
            return effective(taken_away(self.history, {recorded.id}))
        gone = recorded.version
        if self._about:
            of = recorded.id
            return tuple(told for told in self.standing if told.version != gone and self._about.get(told.version) != of)
        return tuple(told for told in self.standing if told.version != gone)

    def that_bear_on(self, models: Sequence[ReadModel[Any]]) -> Iterator[Recorded]:
        """Those of which some of the read models take notice, and what mends any."""
        if any(model.facts is None for model in models):
            yield from self.history
            return
        types = MENDING.union(*(model.facts or () for model in models))
        yield from (recorded for recorded in self.history if type(recorded.fact) in types)
