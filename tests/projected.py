"""What tests of the projector share: a small topic, what the log would put on it, and the rows as text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import psycopg
from psycopg import sql

from services.projector.project import Projector
from shared.domain.codec import recorded
from shared.domain.recorded import StoredFact
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS
from shared.readmodels.as_json import as_json
from shared.readmodels.readmodel import rows_of
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from shared.transport.carried import Carried, Received
from tests.transport.carrying import linked

TOPIC, PARTITIONS = "facts", 4


class Kept(NamedTuple):
    """A row version as it is in its table."""

    model: str
    key: str
    stream: str
    since: int
    until: int | None
    days: str
    row: str


def projector(store: RowStore, log: EventLog) -> Projector:
    """As a fresh process would have it: nothing in memory, bookmarks from the database."""
    return Projector(store, log, store.live_or_first(TOPIC, PARTITIONS))


def carried(log: EventLog) -> list[Carried]:
    """All facts of the log as the relay would carry them."""
    return linked(log.read(0, 1_000_000), PARTITIONS)


def in_polls(records: Sequence[Received], size: int) -> Iterable[Sequence[Received]]:
    return (records[start : start + size] for start in range(0, len(records), size))


def versions_of_the_log(facts: Iterable[StoredFact]) -> list[Kept]:
    """What the tables should hold, the plain way: all rows of each stream, folded from every prefix of its history."""
    told, standing, ended = defaultdict(list), dict[tuple[str, str], Kept](), []
    for fact in facts:
        told[fact.stream].append(recorded(fact))
        history = told[fact.stream]
        rows = {(model.name, key): row for model in READ_MODELS for key, row in rows_of(model, history).items()}
        for name, kept in list(standing.items()):
            if kept.stream == fact.stream and (name not in rows or as_json(rows[name]).decode() != kept.row):
                ended.append(standing.pop(name)._replace(until=fact.position))
        for (model, key), row in rows.items():
            days = f"{row.opened_on}..{row.settled_on or ''}"
            fresh = Kept(model, key, row.stream, fact.position, None, days, as_json(row).decode())
            standing.setdefault((model, key), fresh)
    return sorted([*ended, *standing.values()], key=_place)


def kept(database: str, store: RowStore, generation: Generation) -> list[Kept]:
    """Every row version of every read model, in order."""
    with psycopg.connect(database) as connection:
        rows = [Kept(model.name, *row) for model in store.models for row in _kept(connection, generation, model.name)]
    return sorted(rows, key=_place)


def _place(kept: Kept) -> tuple[str, str, int]:
    return kept.model, kept.key, kept.since


def _kept(
    connection: psycopg.Connection[tuple[str, str, int, int | None, str, str]], generation: Generation, model: str
) -> list[tuple[str, str, int, int | None, str, str]]:
    statement = sql.SQL(
        """
        SELECT key, stream, lower(positions), upper(positions),
            opened_on::text || '..' || coalesce(settled_on::text, ''), row::text
        FROM {table}
        """
    )
    table = sql.Identifier("projected", f"{model}_{generation.id}")
    return connection.execute(statement.format(table=table)).fetchall()
