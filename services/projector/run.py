"""The loop: poll, project, acknowledge. And what is there now, once, for a pipeline in one process."""

from collections.abc import Callable, Iterable
from functools import partial
from threading import Event

import structlog

from services.projector.arriving import RECORDS_PER_POLL, Arriving
from services.projector.aside import Aside, InTurn
from services.projector.limited import FOLD_SECONDS
from services.projector.ports import FactLog, LiveRows
from services.projector.project import FACTS_PER_BATCH, Projector
from services.projector.projected import Projected
from shared.logs import LogEvent
from shared.rowstore.errors import Fenced
from shared.transport.broker import BrokerUnavailable, Subscription
from shared.transport.carried import Received

POLL_SECONDS = 0.5
PAUSE_SECONDS = 1.0
"""Between two attempts, while the broker is away."""

log = structlog.get_logger()


class Projection:
    """Projects what a subscription brings into the live rows, and begins anew whenever another was there first.

    `topic` and `partitions` are those of the subscription; the first start makes a generation for them. The others
    are as the Projector's.
    """

    def __init__(
        self,
        subscription: Subscription,
        facts: FactLog,
        store: LiveRows,
        topic: str,
        partitions: int,
        *,
        fold_seconds: float = FOLD_SECONDS,
        facts_per_batch: int = FACTS_PER_BATCH,
        aside: Aside = InTurn,
    ) -> None:
        self._subscription = subscription
        self._store = store
        self._topic = topic
        self._partitions = partitions
        self._facts_per_batch = facts_per_batch
        self._projector_for = partial(
            Projector, store, facts, fold_seconds=fold_seconds, facts_per_batch=facts_per_batch, aside=aside
        )
        self._held: frozenset[int] = frozenset()
        self._projector = self._anew()

    def step(self, timeout_seconds: float = POLL_SECONDS) -> Projected | None:
        """One poll and what it brought: durable when it returns. None when nothing came within the time-out.

        More polls follow as long as each brings much.
        """
        received = self._subscription.poll(RECORDS_PER_POLL, timeout_seconds)
        self._heed_assignment()
        if not received:
            return None
        arriving = Arriving(self._subscription, received, much=self._facts_per_batch)
        projected = self._project(arriving)
        self._subscription.acknowledge()
        if arriving.trouble is not None:
            raise arriving.trouble
        return projected

    def pump(self) -> Projected:
        """Projects all that is there now, and returns when a poll brings nothing."""
        total = Projected()
        while (projected := self.step(timeout_seconds=0)) is not None:
            total = total.plus(projected)
        return total

    def catch_up(self, until: int | None = None) -> Projected:
        """Projects what the log has up to position `until`, whether or not it was carried."""
        return self._until_not_fenced(lambda projector: projector.catch_up(until))

    def _project(self, received: Iterable[Received]) -> Projected:
        return self._until_not_fenced(lambda projector: projector.project(received))

    def _until_not_fenced(self, work: Callable[[Projector], Projected]) -> Projected:
        while True:
            try:
                return work(self._projector)
            except Fenced as fenced:
                log.warning(LogEvent.PROJECTOR_FENCED, reason=str(fenced))
                self._projector = self._anew()

    def _heed_assignment(self) -> None:
        held = self._subscription.partitions()
        if held == self._held:
            return
        gained, self._held = held - self._held, held
        log.info(LogEvent.PARTITIONS_ASSIGNED, partitions=sorted(held))
        self._projector = self._anew()
        self._until_not_fenced(lambda projector: projector.retry(gained))

    def _anew(self) -> Projector:
        return self._projector_for(self._store.live_or_first(self._topic, self._partitions))


def run(projection: Projection, stop: Event) -> None:
    """Projects until `stop` is set, and waits out a broker that is away.

    Any other error ends it: whoever started it starts it again, and the bookmarks say where.
    """
    while not stop.is_set():
        try:
            projection.step()
        except BrokerUnavailable as error:
            log.warning(LogEvent.PROJECTOR_HELD_UP, reason=str(error))
            stop.wait(PAUSE_SECONDS)
