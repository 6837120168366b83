"""One process's way to the tables, as `RowStore` is: behind the same ports, with the same errors."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.readmodels.readmodel import ReadModel
from shared.rowstore.batch import Batch, Changes, Parked, Version
from shared.rowstore.differences import Differences
from shared.rowstore.errors import NothingProjected, RebuildRunning, RowsOutdated, RowsRefused
from shared.rowstore.generations import Generation
from shared.rowstore.schema import Half
from tests.simulation.audit import Audit
from tests.simulation.tables import Tables, check_rows
from tests.simulation.world import Crashed, Process, World


class SimulatedRows:
    """Every method is a call on which the process may freeze; what writes may be lost, done or not."""

    def __init__(
        self, world: World, tables: Tables, audit: Audit, process: Process, models: Sequence[ReadModel[Any]]
    ) -> None:
        self.models = models
        self.world, self.tables, self.audit, self.process = world, tables, audit, process

    def bookmarks(self, generation: Generation) -> dict[int, int]:
        self.world.call(self.process, "bookmarks")
        kept = self.tables.generations.get(generation.id)
        return dict(kept.bookmarks) if kept else {}

    def parked(self, generation: Generation) -> Sequence[Parked]:
        self.world.call(self.process, "parked")
        kept = self.tables.generations.get(generation.id)
        return [kept.parked[position] for position in sorted(kept.parked)] if kept else []

    def discarded(self) -> set[int]:
        self.world.call(self.process, "discarded")
        return {deed.position for deed in self.tables.journal if deed.kind == "discard"}

    def commit(self, batch: Batch) -> None:
        self.world.effect(self.process, "commit", lambda: self._commit(batch))

    def refusal(self, batch: Batch) -> str | None:
        self.world.call(self.process, "refusal")
        try:
            check_rows(batch)
        except RowsRefused as error:
            return str(error)
        return None

    def fill(self, generation: Generation, versions: Mapping[str, Sequence[Version]]) -> None:
        changes = {model: Changes({}, of_model) for model, of_model in versions.items()}
        self.world.effect(self.process, "fill", lambda: self.tables.write(Batch(generation.id, {}, changes)))

    def index(self, generation: Generation, model: str, half: Half) -> None:
        """Nothing is slow here."""
        self.world.call(self.process, "index")

    def live_if_any(self) -> Generation | None:
        self.world.call(self.process, "live")
        return self.tables.live.generation if self.tables.live else None

    def live(self) -> Generation:
        if (live := self.live_if_any()) is None:
            raise NothingProjected
        return live

    def live_or_first(self, topic: str, partitions: int) -> Generation:
        self.world.effect(self.process, "live_or_first", lambda: self._first(topic, partitions))
        live = self.live()
        if (live.topic, live.partitions) != (topic, partitions):
            raise RowsOutdated
        return live

    def begin_rebuild(self, topic: str, partitions: int) -> Generation:
        return self.world.effect(self.process, "begin_rebuild", lambda: self._begin(topic, partitions))

    def discard(self, generation: Generation) -> None:
        self.world.effect(self.process, "drop", lambda: self.tables.generations.pop(generation.id))

    def differences(self, live: Generation, rebuilt: Generation, position: int, limit: int) -> Differences:
        """None: what is live is compared with the plain fold at each commit, which says more."""
        self.world.call(self.process, "differences")
        return Differences(0, [])

    def swap(self, generation: Generation, catch_up: Callable[[], object]) -> None:
        self.world.call(self.process, "swap")
        self.tables.swapping = self.process
        try:
            catch_up()
            self.world.effect(self.process, "promote", lambda: self._promote(generation))
        finally:
            self.tables.swapping = None

    def _commit(self, batch: Batch) -> None:
        live = self.tables.live
        if self.tables.swapping and live and live.generation.id == batch.generation:
            # It would wait until the swap is done; nobody waits for ever here, so it dies waiting.
            self.process.is_dead = True
            raise Crashed
        self.tables.write(batch)
        self.world.tell(
            self.process.name, "commits to", batch.generation, sorted(batch.moved.items()), batch.deed or ""
        )
        self.audit.after(batch)

    def _first(self, topic: str, partitions: int) -> None:
        if self.tables.live is None:
            if self.tables.swapping:
                self.process.is_dead = True
                raise Crashed
            self.tables.make("live", self.models, topic, partitions)

    def _begin(self, topic: str, partitions: int) -> Generation:
        if self.tables.rebuilding not in (None, self.process):
            raise RebuildRunning
        self.tables.rebuilding = self.process
        self.tables.drop_all_but_live()
        return self.tables.make("building", self.models, topic, partitions)

    def _promote(self, generation: Generation) -> None:
        self.tables.promote(generation)
        self.world.tell(self.process.name, "makes", generation.id, "live")
        self.audit.of_all()
