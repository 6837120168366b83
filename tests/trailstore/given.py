"""A log with its trail, and facts that differ from each other."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg

from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, AssessmentRequested, ProposalNamed
from shared.eventlog.log import EventLog
from shared.trailstore.trail import Trail
from tests.trail import plain_tree

JUNE = Source(kind="paper", ref="paper/2020-06")
MORNING = datetime(2020, 6, 12, 9, 0, tzinfo=UTC)


def facts(count: int, *, start: int = 0) -> list[Entry[AnyFact]]:
    """So many entries, some streams with several, each known a minute after the one before."""
    return [_fact(number) for number in range(start, start + count)]


def _fact(number: int) -> Entry[AnyFact]:
    ref, known = str(100 + number % 97), MORNING + timedelta(minutes=number)
    if number % 3:
        named = ProposalNamed(label=f"MP{ref}", title=f"Title {number}")
        return entry(named, ref, by=date(2020, 5, 31), known_at=known, source=JUNE)
    on = date(2015, 1, 1) + timedelta(days=number % 3000)
    return entry(AssessmentRequested(), ref, on=on, kind="PA", n=1 + number // 97, known_at=known, source=JUNE)


def record(log: EventLog, entries: Sequence[Entry[AnyFact]]) -> None:
    """All of them are in the log; each entry is a fact of its own."""
    done = log.import_entries(entries)
    assert done.counts["recorded"] == len(entries), done.counts


@contextmanager
def trail_of(database: str, folder: Path) -> Iterator[Trail]:
    """The trail of the log in the database, with its files in the folder."""
    with Trail(database, folder / "trail-keys", folder / "checkpoints") as trail:
        yield trail


def leaves_by_sql(database: str) -> list[bytes]:
    """The bytes of every leaf, put together by the database from the description of the format, and by nothing else."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(_LEAVES).fetchall()
    return [bytes(row[0]) for row in rows]


def root_by_sql(database: str, size: int) -> bytes:
    """The root over the first so many facts, by the RFC's own words."""
    return plain_tree.mth(leaves_by_sql(database)[:size])


_LEAVES = """
SELECT
    convert_to('secchange/fact/1', 'UTF8') || '\\x0a'::bytea
    || int8send(notification_id)
    || int8send(originator_version)
    || int8send((extract(epoch FROM known_at) * 1000000)::bigint)
    || int8send((extract(epoch FROM latest_known_at) * 1000000)::bigint)
    || int8send((extract(epoch FROM recorded_at) * 1000000)::bigint)
    || int4send(octet_length(originator_id))
    || int4send(octet_length(topic))
    || int4send(coalesce(octet_length(identity), 0))
    || int4send(octet_length(state))
    || convert_to(originator_id, 'UTF8')
    || convert_to(topic, 'UTF8')
    || coalesce(identity, '')
    || state
FROM eventlog.facts
ORDER BY notification_id
"""
