"""The rows as a database keeps them: generations, bookmarks, parked facts, the journal. Each change is whole or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from shared.readmodels.readmodel import ReadModel
from shared.rowstore.batch import Batch, Parked, Version
from shared.rowstore.errors import Fenced, RowsRefused
from shared.rowstore.generations import Generation, State
from shared.rowstore.journal import Deed

MADE_AT = datetime(2020, 6, 12, tzinfo=UTC)


@dataclass(slots=True)
class Kept:
    """One generation. A retired one has no bookmarks."""

    generation: Generation
    bookmarks: dict[int, int]
    parked: dict[int, Parked] = field(default_factory=dict)
    open: dict[tuple[str, str], Version] = field(default_factory=dict)
    closed: list[tuple[str, Version]] = field(default_factory=list)

    def versions(self, stream: str) -> list[tuple[str, str, int, int | None, str]]:
        """Every row version of one stream, in order, as the oracle gives them."""
        every = [*self.closed, *((model, version) for (model, _), version in self.open.items())]
        mine = [(model, v.key, v.since, v.until, v.row.decode()) for model, v in every if v.stream == stream]
        return sorted(mine, key=lambda kept: kept[:3])


@dataclass(slots=True)
class Tables:
    """What outlives every process. `rebuilding` and `swapping` name whoever holds the right to it."""

    generations: dict[int, Kept] = field(default_factory=dict)
    journal: list[Deed] = field(default_factory=list)
    rebuilding: object = None
    swapping: object = None
    made: int = 0

    @property
    def live(self) -> Kept | None:
        return next((kept for kept in self.generations.values() if kept.generation.state == "live"), None)

    def make(self, state: State, models: Sequence[ReadModel[Any]], topic: str, partitions: int) -> Generation:
        self.made += 1
        versions = {model.name: model.version for model in models}
        made = Generation(self.made, state, versions, topic, partitions, MADE_AT)
        self.generations[made.id] = Kept(made, dict.fromkeys(range(partitions), 0))
        return made

    def promote(self, generation: Generation) -> None:
        for id, kept in self.generations.items():
            if kept.generation.state == "live":
                kept.generation, kept.bookmarks = replace(kept.generation, state="retired"), {}
            if id == generation.id:
                kept.generation = replace(kept.generation, state="live")

    def drop_all_but_live(self) -> None:
        self.generations = {id: kept for id, kept in self.generations.items() if kept.generation.state == "live"}

    def write(self, batch: Batch) -> None:
        """Raises Fenced or RowsRefused, and has written nothing."""
        check_fence(self, batch)
        check_rows(batch)
        kept = self.generations[batch.generation]
        kept.bookmarks |= {partition: after for partition, (_, after) in batch.moved.items()}
        for model, changes in batch.changes.items():
            for key, until in changes.ended.items():
                if ended := kept.open.pop((model, key), None):
                    kept.closed.append((model, msgspec.structs.replace(ended, until=until)))
            for version in changes.versions:
                if version.until is None:
                    kept.open[model, version.key] = version
                else:
                    kept.closed.append((model, version))
        for position in batch.unparked:
            del kept.parked[position]
        kept.parked |= {parked.position: parked for parked in batch.parked}
        if batch.deed:
            self.journal.append(batch.deed)


def check_fence(tables: Tables, batch: Batch) -> None:
    """Raises Fenced."""
    kept = tables.generations.get(batch.generation)
    bookmarks, parked = (kept.bookmarks, kept.parked) if kept else ({}, {})
    if moved := [p for p, (before, _) in batch.moved.items() if bookmarks.get(p) != before]:
        raise Fenced(f"{len(moved)} of {len(batch.moved)} bookmarks are no longer there")
    if any(position not in parked for position in (*batch.behind, *batch.unparked)):
        raise Fenced("parked facts are no longer parked: somebody else took them up")


def check_rows(batch: Batch) -> None:
    """Raises RowsRefused."""
    for changes in batch.changes.values():
        for version in changes.versions:
            if "\0" in version.key or b"\0" in version.row:
                raise RowsRefused('invalid byte sequence for encoding "UTF8": 0x00')
