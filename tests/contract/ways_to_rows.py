"""Ways to the same rows, one for each process: into PostgreSQL, and into the tables of the simulation."""

from collections.abc import Sequence
from typing import Protocol

import psycopg
from psycopg import sql

from services.projector.ports import RebuiltRows
from shared.readmodels import MEETINGS
from shared.rowstore.batch import Batch
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.simulation.audit import Audit
from tests.simulation.oracle import Oracle
from tests.simulation.rows import SimulatedRows
from tests.simulation.tables import Tables
from tests.simulation.world import World

Version = tuple[str, int, int | None, str]
"""Key, the positions since and until which it stands, and the row's JSON."""


class Ways(Protocol):
    def way(self) -> RebuiltRows:
        """Another process's."""
        ...

    def end(self, way: RebuiltRows) -> None:
        """Its process has ended."""
        ...

    def versions(self, generation: Generation) -> Sequence[Version]:
        """All rows of meetings that were ever true, in order."""
        ...


class WaysToPostgres:
    def __init__(self, url: str) -> None:
        self._url = url
        self._open: list[RowStore] = []

    def way(self) -> RowStore:
        self._open.append(RowStore(self._url, [MEETINGS]))
        return self._open[-1]

    def end(self, way: RebuiltRows) -> None:
        assert isinstance(way, RowStore)
        way.close()

    def end_all(self) -> None:
        for way in self._open:
            way.close()

    def versions(self, generation: Generation) -> Sequence[Version]:
        table = sql.Identifier("projected", f"meetings_{generation.id}")
        statement = sql.SQL("SELECT key, lower(positions), upper(positions), row::text FROM {} ORDER BY 1, 2")
        with psycopg.connect(self._url) as connection:
            return connection.execute(statement.format(table)).fetchall()


class Living:
    """A process that does nothing of its own."""

    name, due, is_busy, is_dead = "one", 0.0, True, False

    def turn(self) -> None:
        """Its calls are the test's."""

    def end(self) -> None:
        """Whoever ends it frees what it held."""


class Unaudited(Audit):
    """The rows of these tests come from no log."""

    def after(self, batch: Batch) -> None:
        """Nothing is compared."""

    def of_all(self) -> None:
        """Nothing is compared."""


class SimulatedWays:
    """In a world in which nothing goes wrong."""

    def __init__(self) -> None:
        self._world, self._tables = World(1), Tables()
        self._world.heal()
        self._audit = Unaudited(self._tables, [], Oracle(frozenset()))

    def way(self) -> SimulatedRows:
        return SimulatedRows(self._world, self._tables, self._audit, Living(), [MEETINGS])

    def end(self, way: RebuiltRows) -> None:
        assert isinstance(way, SimulatedRows)
        if self._tables.rebuilding is way.process:
            self._tables.rebuilding = None

    def versions(self, generation: Generation) -> Sequence[Version]:
        kept = self._tables.generations[generation.id]
        every = [*kept.closed, *((model, version) for (model, _), version in kept.open.items())]
        return sorted(((v.key, v.since, v.until, v.row.decode()) for _, v in every), key=lambda version: version[:2])
