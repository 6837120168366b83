"""The topics by name, with the settings they are made with. What a loss of one would cost stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Topic:
    """`partition_count` never changes: a new number is a new topic. `settings` are the broker's own names."""

    name: str
    partition_count: int
    settings: Mapping[str, str]


# Nothing is lost with this topic: the relay fills it again from the log. The settings say so.
CHANGE_EVENTS = Topic(
    name="sec.change.events.v1",
    partition_count=8,
    settings=MappingProxyType(
        {
            "cleanup.policy": "delete",
            "retention.ms": str(14 * DAY_MS),
            # Retention then counts from arrival: a refill of facts that are years old must not expire at once.
            "message.timestamp.type": "LogAppendTime",
            "unclean.leader.election.enable": "false",
        }
    ),
)

# The follower's. Filled again from the log like the other; no compaction, since a replay needs every revision.
TICKET_REVISIONS = Topic(
    name="dcc.ticket.revisions.v1",
    partition_count=4,
    settings=CHANGE_EVENTS.settings,
)

# For whoever looks after what was set aside. Filled again from the log like the others; nothing of ours reads it.
QUARANTINE = Topic(
    name="sec.change.quarantine.v1",
    partition_count=1,
    settings=CHANGE_EVENTS.settings,
)

# For whoever wants to know which papers are out. Filled again from the log like the others; nothing of ours reads it.
SNAPSHOTS = Topic(
    name="sec.change.snapshots.v1",
    partition_count=1,
    settings=CHANGE_EVENTS.settings,
)


def replication(broker_count: int) -> tuple[int, int]:
    """Replicas of each partition, and how many must have a record before it is acknowledged."""
    replicas = min(3, broker_count)
    return replicas, max(1, replicas - 1)
