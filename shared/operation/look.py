"""Reads from the log and the row store how far the rows and the relay are. Needs no broker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.eventlog.backlog import Backlog
from shared.eventlog.log import EventLog
from shared.operation.ends import Ends
from shared.operation.lag import Lag, behind, lags
from shared.operation.status import Status
from shared.rowstore.store import RowStore
from shared.transport.topics import Topic


def status(log: EventLog, store: RowStore, topic: Topic, ends: Ends | None = None) -> Status:
    """As of the head of the log at this moment. `topic` is what a first generation would follow.

    Costs a step in the log's index for each stream and each fact behind, and nothing for those projected; whoever looks
    again and again gives `ends` of this log, which remember.
    """
    head = log.head()
    live = store.live_if_any()
    count = live.partitions if live else topic.partition_count
    reached = dict.fromkeys(range(count), 0) | (store.bookmarks(live) if live else {})
    partitions, waiting = measured(log, reached, head, ends)
    return Status(
        generation=live.id if live else None,
        topic=live.topic if live else topic.name,
        head=head,
        first_missing=min((each.first for each in waiting), default=None),
        partitions=partitions,
        parked=store.parked(live) if live else (),
    )


@dataclass(frozen=True, slots=True)
class Relayed:
    """How far the relay is on the topic's present life: `position` is reached, `partitions` tell the lag."""

    position: int
    partitions: Sequence[Lag]


def relayed(log: EventLog, topic: Topic, incarnation: str, ends: Ends | None = None) -> Relayed:
    """How far the log is carried to this life of the topic, and acknowledged."""
    head = log.head()
    reached = dict.fromkeys(range(topic.partition_count), 0) | dict(log.relayed(incarnation))
    partitions, waiting = measured(log, reached, head, ends)
    return Relayed(min((each.first - 1 for each in waiting), default=head), partitions)


def measured(
    log: EventLog, reached: Mapping[int, int], head: int, ends: Ends | None = None
) -> tuple[Sequence[Lag], Sequence[Backlog]]:
    """The lag of each partition of `reached` behind the log up to `head`, and what of each stream is left."""
    last = (ends or Ends(log)).upto(head, len(reached))
    left = behind(reached, last)
    waiting = log.backlog(left, head) if left else ()
    return lags(reached, last, waiting, log.clock()), waiting
