"""The audit that every fault test ends with: nothing lost or twice, rows as the log says, parked as expected, proved.

It believes nothing that the services say of themselves: it reads the tables, and makes all rows once more, cold.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from services.projector.project import Projector
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.completeness import Completeness
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of
from shared.transport.topics import CHANGE_EVENTS
from tests.faults.audit_log import Line, as_stored, log_findings
from tests.faults.audit_rows import row_findings
from tests.faults.audit_trail import trail_findings
from tests.projected import Kept, kept
from tests.waiting import until

TOPIC, PARTITIONS = CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count
Place = tuple[str, int]
"""The stream of a parked fact, and its position."""


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found to be in order; `proved`: by the trail, where one is kept."""

    facts: int
    versions: int
    parked: int
    proved: int


def projected_and_audited(url: str, *, facts: int | None = None) -> Audited:
    """As `audit`, where no projector was at work: all is projected first."""
    with EventLog.open(url) as log, RowStore(url) as store:
        Projector(store, log, store.live_or_first(TOPIC, PARTITIONS)).catch_up()
    return audit(url, facts=facts)


def audit(
    url: str,
    *,
    acknowledged: Iterable[Recorded] = (),
    facts: int | None = None,
    parked: Collection[Place] = (),
    within_seconds: float = 60.0,
    models: Sequence[ReadModel[Any]] = READ_MODELS,
) -> Audited:
    """Raises AssertionError with all that is not in order, once the rows have had the time to follow the log.

    `acknowledged` is what writers were told is durable; `facts`, how many the log holds, where that is known.
    Services may be running, but nobody may append meanwhile. What a rebuild left behind is dropped.
    """
    with EventLog.open(url) as log, RowStore(url, models) as store:
        lines = as_stored(url)
        _follow(store, _last_positions(lines, store.live().partitions), within_seconds)
        found = log_findings(log, lines, acknowledged, facts)
        found += _parked_findings(lines, store, parked)
        found += _bookmark_findings(lines, log, store)
        live, again, parked_again = _both(url, log, store, models)
        found += row_findings(live, again) + _difference("parked by a cold rebuild", parked_again, set(parked))
        proved, amiss = trail_findings(url, log.head(), within_seconds)
        found += amiss
    assert not found, "the audit found:\n" + "\n".join(found)
    return Audited(len(lines), len(live), len(parked), proved)


def _follow(store: RowStore, last: dict[int, int], within_seconds: float) -> None:
    """Waits for every bookmark; one that never comes is told of with all else that is wrong."""

    def has_come() -> bool:
        marks = store.bookmarks(store.live())
        return all(marks.get(partition, 0) >= position for partition, position in last.items())

    try:
        until(has_come, within_seconds)
    except AssertionError:
        return


def _last_positions(lines: Iterable[Line], partitions: int) -> dict[int, int]:
    last = dict.fromkeys(range(partitions), 0)
    for line in lines:
        last[partition_of(line.stream, partitions)] = line.position
    return last


def _bookmark_findings(lines: Sequence[Line], log: EventLog, store: RowStore) -> list[str]:
    live = store.live()
    marks, last = store.bookmarks(live), _last_positions(lines, live.partitions)
    found = [
        f"the bookmark of partition {partition} is at {marks.get(partition)}, and its last fact at {position}"
        for partition, position in last.items()
        if marks.get(partition) != position
    ]
    missing = Completeness(store, log, partition_of).missing(log.head())
    if missing is not None and not (missing.startswith("parked") and store.parked(live)):
        found.append(f"the head is not complete: {missing}")
    return found


def _parked_findings(lines: Sequence[Line], store: RowStore, expected: Collection[Place]) -> list[str]:
    """What is parked is what was expected, with a reason, and with all that came later in its stream."""
    parked = store.parked(store.live())
    found = _difference("parked", {(each.stream, each.position) for each in parked}, set(expected))
    found += [f"{each.stream} is parked at {each.position} without a reason" for each in parked if not each.reason]
    held, discarded = {each.position for each in parked}, store.discarded()
    first = {each.stream: each.position for each in reversed(parked)}
    return found + [
        f"{line.stream} goes on at {line.position} behind what is parked of it"
        for line in lines
        if line.position > first.get(line.stream, line.position) and line.position not in held | discarded
    ]


def _difference(what: str, found: set[Place], expected: set[Place]) -> list[str]:
    return [f"{what}, and should not be: {place}" for place in sorted(found - expected)] + [
        f"not {what}, and should be: {place}" for place in sorted(expected - found)
    ]


def _both(
    url: str, log: EventLog, store: RowStore, models: Sequence[ReadModel[Any]]
) -> tuple[list[Kept], list[Kept], set[Place]]:
    """The rows as they are, the rows of a cold rebuild, and what that parked; nothing of the rebuild stays."""
    live = store.live()
    with RowStore(url, models) as writer, nothing_to_collect():
        fresh = store.begin_rebuild(live.topic, live.partitions)
        Projector(writer, log, fresh).catch_up()
        parked = {(each.stream, each.position) for each in store.parked(fresh)}
        rows = kept(url, store, live), kept(url, store, fresh)
        store.discard(fresh)
    return *rows, parked


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """What a large test holds is not looked through again and again: that time would be counted as that of folds."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
