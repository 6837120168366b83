"""A batch of facts, folded: what is to be written of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from services.projector.accept import Next
from services.projector.projected import Projected
from services.projector.stream import StreamWork
from services.projector.versions import merged
from shared.logs import LogEvent
from shared.rowstore.batch import Batch, Parked
from shared.rowstore.generations import Generation

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Folded:
    """`told`: those of the facts that rows are made of. `work`: what they come to, stream by stream."""

    facts: Sequence[Next]
    told: Sequence[Next]
    work: Sequence[StreamWork]
    seconds: float

    @property
    def position(self) -> int:
        return self.facts[-1][1].position

    def after(self) -> dict[int, int]:
        """The last position of each partition."""
        return {partition: fact.position for partition, fact in self.facts}

    def parked(self) -> list[Parked]:
        return parked_of(self.work)

    def told_of(self, waited_seconds: float) -> Projected:
        """That it is written, for whoever reads the log."""
        parked, seconds = len(self.parked()), round(self.seconds + waited_seconds, 4)
        log.info(
            LogEvent.BATCH_PROJECTED, facts=len(self.facts), position=self.position, parked=parked, seconds=seconds
        )
        return Projected(len(self.facts), parked=parked)


def batch_of(
    generation: Generation,
    moved: Mapping[int, tuple[int, int]],
    work: Sequence[StreamWork],
    blocked: Mapping[str, int],
) -> Batch:
    """`blocked`: of each parked stream, the position that holds it up."""
    behind = {blocked[each.stream] for each in work if each.stream in blocked}
    return Batch(generation.id, moved, merged([each.changes for each in work]), parked_of(work), list(behind))


def parked_of(work: Sequence[StreamWork]) -> list[Parked]:
    return [parked for each in work for parked in each.parked]
