"""The row store: what the projector writes and everyone reads. One connection, opened here; not for many threads."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, Self, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict

from shared.database import ANSWER_SECONDS, WHERE_THE_ADDRESS_IS_SILENT, AnsweringConnection
from shared.readmodels import READ_MODELS
from shared.readmodels.only import ALL, Only
from shared.readmodels.readmodel import ReadModel, Row
from shared.rowstore import arrays, bookmarks, commit, fill, generations, journal, load
from shared.rowstore.batch import Batch, Parked, Version
from shared.rowstore.differences import Differences, differences
from shared.rowstore.errors import NothingProjected, RowsOutdated, RowsRefused
from shared.rowstore.generations import Generation
from shared.rowstore.journal import Deed
from shared.rowstore.load import Rows
from shared.rowstore.refusals import told_as_refusals
from shared.rowstore.schema import Half, ensure_own_tables, index_half, put_in_order

R = TypeVar("R", bound=Row)

SWAPPING_SECONDS = 60
"""For a swap, during which the database waits for what is written through another connection."""


class RowStore:
    """Rows in the database at `url`; makes its own tables, or raises NothingProjected where it is not to.

    Raises RowsForbidden where it would have to make them and may not.

    Every method raises psycopg.OperationalError where the database is not reached, or does not answer a statement
    within `answer_seconds`. None waits for as long as it takes. Nor does the database wait much longer for us: what a
    process that is frozen has begun is undone after the same time, so that others can go on.
    """

    def __init__(
        self,
        url: str,
        models: Sequence[ReadModel[Any]] = READ_MODELS,
        *,
        create_missing: bool = True,
        answer_seconds: float | None = ANSWER_SECONDS,
    ) -> None:
        self.models = tuple(models)
        settings = {**WHERE_THE_ADDRESS_IS_SILENT, "application_name": "secchange rows", **conninfo_to_dict(url)}
        self._connection: AnsweringConnection[Any] = AnsweringConnection.connect(**settings, autocommit=True)
        self._connection.answer_seconds = answer_seconds
        arrays.let_know(self._connection)
        patience_ms = int(1000 * (answer_seconds or SWAPPING_SECONDS))
        self._connection.execute(f"SET idle_in_transaction_session_timeout = {patience_ms}".encode())
        try:
            ensure_own_tables(self._connection, create_missing=create_missing)
        except BaseException:
            self._connection.close()
            raise

    @property
    def process_id(self) -> int:
        """Of the server's process that serves this store, as `pg_stat_activity` lists it."""
        return self._connection.info.backend_pid

    def answers(self) -> bool:
        """Whether the connection is good still. A store whose connection is lost stays lost: make another."""
        try:
            self._connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Generations

    def live(self) -> Generation:
        """The generation that is read. Raises NothingProjected; RowsOutdated when other read models made it."""
        generation = self.live_if_any()
        if generation is None:
            raise NothingProjected
        if generation.models != {model.name: model.version for model in self.models}:
            raise RowsOutdated
        return generation

    def live_if_any(self) -> Generation | None:
        """The generation that is read, whatever read models made it; None on a first start."""
        return generations.live(self._connection)

    def live_or_first(self, topic: str, partitions: int) -> Generation:
        """The live generation; on a first start, a fresh one. Two processes may ask at once.

        Raises RowsOutdated when other read models made it, or its bookmarks are of another topic.
        """
        with self._connection.transaction():
            generations.wait_for_others_that_start(self._connection)
            if generations.live(self._connection) is None:
                generations.make(self._connection, "live", self.models, topic, partitions)
        live = self.live()
        if (live.topic, live.partitions) != (topic, partitions):
            raise RowsOutdated(
                f"the live rows follow the topic {live.topic} in {live.partitions} partitions, and {topic} in "
                f"{partitions} was expected: run `secchange project rebuild`"
            )
        return live

    def begin_rebuild(self, topic: str, partitions: int) -> Generation:
        """A fresh generation beside the live one, without indexes; whatever earlier rebuilds left is dropped.

        The right to rebuild is held until this store is closed, or its process dies. Raises RebuildRunning when
        another has it and does not give it back within a second.
        """
        generations.claim_rebuild(self._connection)
        with self._connection.transaction():
            generations.drop_all_but_live(self._connection)
            return generations.make(self._connection, "building", self.models, topic, partitions)

    def fill(self, generation: Generation, versions: Mapping[str, Sequence[Version]]) -> None:
        """Adds the versions, by read model, of streams of which a fresh generation holds nothing; all or none.

        Durable once a bookmark of the generation is moved. Raises RowsRefused when PostgreSQL does not take a row.
        """
        with told_as_refusals(), self._connection.transaction():
            self._connection.execute("SET LOCAL synchronous_commit = off")
            fill.fill(self._connection, generation.id, versions)

    def index(self, generation: Generation, model: str, half: Half) -> None:
        """Makes a fresh generation's indexes over half the rows of `model`, which it puts in order before.

        Once, when all rows are there; until then they are found slowly.
        """
        with self._connection.transaction():
            if half == "closed":
                put_in_order(self._connection, generation.id, model)
            index_half(self._connection, generation.id, model, half)

    def discard(self, generation: Generation) -> None:
        """Drops a generation that is not live, with its rows."""
        with self._connection.transaction():
            generations.drop(self._connection, generation)

    def differences(self, live: Generation, rebuilt: Generation, position: int, limit: int) -> Differences:
        """The row versions that differ, as the two would stand at `position`; up to `limit` listed of each read model.

        Read models of which the two have different versions are left out.
        """
        return differences(self._connection, live, rebuilt, position, limit)

    def swap(self, generation: Generation, catch_up: Callable[[], object]) -> None:
        """Makes `generation` live, in one transaction. `catch_up` is called when nobody can write the old one any more.

        It must write through another connection, and be short: projecting stands still meanwhile; reading does not.
        """
        with self._connection.transaction():
            bookmarks.hold_live(self._connection)
            catch_up()
            generations.promote(self._connection, generation)

    # Writing

    def bookmarks(self, generation: Generation) -> dict[int, int]:
        """Of each partition, the position up to which it is projected; 0 before its first fact."""
        return bookmarks.bookmarks(self._connection, generation)

    def commit(self, batch: Batch) -> None:
        """Writes the batch in one transaction; durable when it returns.

        Otherwise nothing is written: raises Fenced when another projector was there first or the generation is
        retired, RowsRefused when PostgreSQL does not take a row.
        """
        with told_as_refusals(), self._connection.transaction():
            commit.write(self._connection, batch)

    def refusal(self, batch: Batch) -> str | None:
        """Why PostgreSQL would not take the batch, in one line; None where it would. Writes nothing."""
        try:
            with told_as_refusals(), self._connection.transaction(force_rollback=True):
                commit.write(self._connection, batch)
        except RowsRefused as error:
            return " ".join(str(error).split())
        return None

    def parked(self, generation: Generation) -> list[Parked]:
        """What could not be projected, and what waits behind it, in the order of positions."""
        return bookmarks.parked(self._connection, generation)

    def deeds(self) -> list[Deed]:
        """What operators did about parked facts, in order, whatever the generation."""
        return journal.deeds(self._connection)

    def discarded(self) -> set[int]:
        """The positions of the facts that no row is to be made of."""
        return journal.discarded(self._connection)

    # Reading

    def load(
        self,
        model: ReadModel[R],
        position: int,
        *,
        only: Only = ALL,
        generation: Generation | None = None,
    ) -> dict[str, R]:
        """The live rows of `model` at `position`, by key, in the order of keys; all of them, or `only` some.

        Does not ask whether the position is complete.
        """
        of = generation or self.live()
        [rows] = load.rows_of_each(self._connection, of.id, [(model, only)], position)
        return rows

    def load_each(
        self, asked: Iterable[tuple[ReadModel[Any], Only]], position: int, *, generation: Generation | None = None
    ) -> list[dict[str, Any]]:
        """What `load` gives for each that is asked, in their order, of one generation."""
        of = generation or self.live()
        return load.rows_of_each(self._connection, of.id, list(asked), position)

    def load_all(self, position: int, *, as_of: date | None = None) -> Rows:
        """The rows of every read model at `position`, all of one moment. As `load` otherwise."""
        only = Only(as_of=as_of)
        with self.moment() as live:
            found = self.load_each([(model, only) for model in self.models], position, generation=live)
        return Rows(position, {model.name: rows for model, rows in zip(self.models, found, strict=True)})

    @contextmanager
    def moment(self) -> Iterator[Generation]:
        """The live generation, as it is now for all that is read meanwhile, whoever writes. Raises what `live` does."""
        with self._connection.transaction():
            # On one way to the server and back.
            with self._connection.pipeline():
                self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                # A few thousand rows are found before a second process has begun to help.
                self._connection.execute("SET LOCAL max_parallel_workers_per_gather = 0")
                live = self.live()
            yield live
