"""PURE. What `secchange doctor` makes of what it reads: clocks, rows, bookmarks, relay, lag, parked facts."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.cli.checked import Checked
from shared.operation.look import Relayed
from shared.operation.status import Status
from shared.rowstore.generations import Generation
from shared.transport.topics import Topic

CLOCKS_APART_SECONDS = 5.0


def clock(database: datetime, before: datetime, after: datetime) -> Checked:
    """The database was asked between `before` and `after`, by this machine's clock."""
    apart = max((before - database).total_seconds(), (database - after).total_seconds(), 0.0)
    found = f"the database's is {apart:.1f} s from this machine's"
    well = apart <= CLOCKS_APART_SECONDS
    mend = "" if well else "set both by the same time server: what is known is dated here, what is recorded there"
    return Checked("clocks", well, found, mend)


def rows(live: Generation | None, topic: Topic, models: Mapping[str, int]) -> Checked:
    """Whether the rows that are read are made by these read models, and follow this topic."""
    if live is None:
        return Checked("rows", True, "nothing is projected yet")
    if live.models != models:
        return Checked("rows", False, "other read models made them", "run `secchange project rebuild`")
    if (live.topic, live.partitions) != (topic.name, topic.partition_count):
        found = f"they follow {live.topic} in {live.partitions} partitions, not {topic.name} in {topic.partition_count}"
        return Checked("rows", False, found, "set SECCHANGE_TOPIC to it, or run `secchange project rebuild`")
    return Checked("rows", True, f"generation {live.id} follows {live.topic}")


def trail(covered: int | None, head: int, seconds: float, limit_seconds: float) -> Checked:
    """Whether what is recorded is hashed in time. `seconds`: how long the first fact that is not has been there."""
    found = "nothing is hashed yet" if covered is None else f"hashed up to position {covered} of {head}"
    well = seconds <= limit_seconds
    mend = "" if well else "see that `secchange ingest` runs, or `up`, and what it says of the trail"
    return Checked("trail", well, found, mend)


def trail_keys(count: int, folder: str) -> Checked:
    """Whether who asks would sign by the keys of the services. Nothing is amiss where he need not sign."""
    if count:
        return Checked("trail keys", True, f"{count} in {folder}")
    mend = "before anything is signed from here: set SECCHANGE_TRAIL_KEYS and SECCHANGE_CHECKPOINTS as the services do"
    return Checked("trail keys", True, f"none of this log in {folder}", mend)


def bookmarks(status: Status) -> Checked:
    """A bookmark beyond the log is of facts that the log no longer has."""
    beyond = [lag for lag in status.partitions if lag.position > status.head]
    if not beyond:
        return Checked("bookmarks", True, f"position {status.position} of {status.head}")
    found = f"{len(beyond)} are beyond the end of the log: it was put back to an older copy"
    return Checked("bookmarks", False, found, "run `secchange project rebuild`")


def topic_of_log(relayed: Relayed, head: int) -> Checked:
    """The same of the topic, which then carries facts that the log no longer has."""
    beyond = [lag for lag in relayed.partitions if lag.position > head]
    if not beyond:
        return Checked("topic", True, f"carried up to position {relayed.position} of {head}")
    found = f"{len(beyond)} partitions go beyond the end of the log: it was put back to an older copy"
    return Checked("topic", False, found, "delete the topic: it is filled again from the log")


def late(what: str, facts: int, seconds: float, limit_seconds: float, service: str) -> Checked:
    """Whether a service carries on in time."""
    well = seconds <= limit_seconds
    mend = "" if well else f"see that `secchange {service}` runs, and what it says"
    return Checked(what, well, f"{facts} facts and {seconds:.1f} s behind the log", mend)


def parked(status: Status) -> Checked:
    """Whether any stream is held up."""
    if not status.parked:
        return Checked("parked facts", True, "none")
    found = f"{len(status.parked)}; streams held up: {status.streams_parked}"
    return Checked("parked facts", False, found, "run `secchange quarantine list`, and see infra/RUNBOOK.md")


def all_of_rows(status: Status, live: Generation | None, topic: Topic, models: Mapping[str, int]) -> Sequence[Checked]:
    """What can be said wherever the rows are."""
    return rows(live, topic, models), bookmarks(status), parked(status)
