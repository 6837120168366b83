"""What the library's clients are told. Its defaults are for others: each that matters here is set, and says why."""

from typing import Any

from kafka.coordinator.assignors.range import RangePartitionAssignor

Settings = dict[str, Any]


def shared_by_all(bootstrap: str, patience_seconds: float) -> Settings:
    """How long any client waits. `patience_seconds` is after how long a silent broker counts as out of reach."""
    patience_ms = int(patience_seconds * 1000)
    return {
        "bootstrap_servers": bootstrap.split(","),
        "bootstrap_timeout_ms": min(5_000, patience_ms),
        "request_timeout_ms": patience_ms,
        # By default a client waits up to 30 s before it looks again whether the broker is back.
        "reconnect_backoff_max_ms": 1_000,
        # A topic that was deleted and made again is noticed within this time, not within five minutes.
        "metadata_max_age_ms": 10_000,
    }


def of_producer(bootstrap: str, patience_seconds: float) -> Settings:
    """Every record acknowledged by all replicas in sync, in order, and none twice while one producer lives."""
    return shared_by_all(bootstrap, patience_seconds) | {
        "enable_idempotence": True,
        "acks": "all",
        "allow_auto_create_topics": False,
        # What is handed over is handed over in whole batches: nothing more is to be waited for.
        "linger_ms": 0,
        "max_block_ms": int(patience_seconds * 1000),
        # Never reached: the publisher gives up first. A producer that reaches it may stay unresolved for ever.
        "delivery_timeout_ms": 120_000,
        "metrics_enabled": False,
    }


def of_consumer(bootstrap: str, patience_seconds: float, group: str, instance: str | None) -> Settings:
    """A member of the group that projects: it starts at the first record, and commits only what it is told to."""
    return shared_by_all(bootstrap, patience_seconds) | {
        "group_id": group,
        # With a name of its own, a member that restarts has its partitions back at once, without a new sharing out.
        "group_instance_id": instance,
        "session_timeout_ms": 10_000,
        # How soon a member hears that the group is sharing out anew.
        "heartbeat_interval_ms": 1_000,
        # A member that is busy for longer than this, waiting for a database perhaps, loses its partitions.
        "max_poll_interval_ms": 300_000,
        # The plain way of sharing out. Members come and go rarely, and it needs no listener.
        "partition_assignment_strategy": (RangePartitionAssignor,),
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "isolation_level": "read_committed",
        "allow_auto_create_topics": False,
        "check_crcs": True,
        "fetch_min_bytes": 1,
        "fetch_max_wait_ms": min(500, int(patience_seconds * 1000) - 1),
        "fetch_max_bytes": 32 * 1024 * 1024,
        "max_partition_fetch_bytes": 4 * 1024 * 1024,
        "metrics_enabled": False,
    }
