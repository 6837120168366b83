"""The streams at hand: how each stands, so that the next fact of it need not ask the log. A bounded cache."""

from collections import OrderedDict
from collections.abc import Container, Sequence
from typing import Any

from services.projector.limited import FOLD_SECONDS, standing_within
from services.projector.ports import FactLog
from services.projector.standing import Standing
from shared.domain.recorded import StoredFact
from shared.readmodels.readmodel import ReadModel

FACTS_AT_HAND = 25_000
"""About 40 MB: 1.5 kB each, with the rows that they make. A history of 60,000 is gone through without asking again."""


class StreamsAtHand:
    """Keeps the streams last touched, up to `limit` facts in all, and reads others from the log.

    The facts at the positions `discarded` are passed over.
    """

    def __init__(
        self,
        models: Sequence[ReadModel[Any]],
        log: FactLog,
        limit: int = FACTS_AT_HAND,
        *,
        discarded: Container[int] = (),
        fold_seconds: float = FOLD_SECONDS,
    ) -> None:
        self._models = models
        self._log = log
        self._limit = limit
        self._discarded = discarded
        self._fold_seconds = fold_seconds
        self._facts = 0
        self._kept: OrderedDict[str, Standing] = OrderedDict()

    def before(self, fact: StoredFact) -> Standing:
        """How the stream of `fact` stood just before it. Raises EarlierUnfit."""
        if fact.version == 1:
            return Standing()
        kept = self._kept.get(fact.stream)
        if kept is not None and kept.told[-1].version == fact.version - 1:
            return kept
        history = self._log.stored_history(fact.stream)
        earlier = [told for told in history if told.version < fact.version and told.position not in self._discarded]
        return standing_within(self._fold_seconds, self._models, earlier)

    def keep(self, stream: str, standing: Standing) -> None:
        """Remembers it as it stands now; the streams untouched for longest make room."""
        self._drop(stream)
        if standing.told:
            self._kept[stream] = standing
            self._facts += len(standing.told)
        while self._facts > self._limit:
            self._drop(next(iter(self._kept)))

    def forget(self) -> None:
        """Drops everything: what was kept may no longer be so."""
        self._kept.clear()
        self._facts = 0

    def _drop(self, stream: str) -> None:
        dropped = self._kept.pop(stream, None)
        self._facts -= len(dropped.told) if dropped else 0
