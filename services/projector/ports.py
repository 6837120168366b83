"""What the projector asks of the log, and of the rows it writes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from shared.domain.recorded import StoredFact
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.batch import Batch, Parked, Version
from shared.rowstore.differences import Differences
from shared.rowstore.generations import Generation
from shared.rowstore.schema import Half


class FactLog(Protocol):
    """The log in the order of positions. What was once read at a position never changes."""

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        """The first `limit` facts above `after`, ascending. No fact will later appear below one that was returned."""
        ...

    def stored_history(self, stream: str) -> Sequence[StoredFact]:
        """All facts of `stream`, in the order of their versions."""
        ...


class WholeLog(FactLog, Protocol):
    """The log, as one who goes through all of it reads it: stream by stream."""

    def head(self) -> int:
        """The last position; 0 in an empty log."""
        ...

    def streams(self, upto: int | None = None) -> Mapping[str, int]:
        """Every stream that has facts up to position `upto`, with the position of the last of them."""
        ...

    def stored_histories(self, streams: Sequence[str], upto: int) -> Mapping[str, Sequence[StoredFact]]:
        """Of each of `streams`, its facts up to position `upto`, in the order of their versions."""
        ...


class WrittenRows(Protocol):
    """The rows of any generation, as one projector reads and writes them. Not for many threads.

    Each reading method shows one moment, and two of them may show two: other projectors are at work.
    """

    @property
    def models(self) -> Sequence[ReadModel[Any]]:
        """Whose rows are kept."""
        ...

    def bookmarks(self, generation: Generation) -> dict[int, int]:
        """Of each partition, the position up to which it is projected; none for a retired generation."""
        ...

    def parked(self, generation: Generation) -> Sequence[Parked]:
        """What could not be projected, and what waits behind it, in the order of positions."""
        ...

    def discarded(self) -> set[int]:
        """The positions of the facts that no row is to be made of, in whatever generation."""
        ...

    def commit(self, batch: Batch) -> None:
        """Writes the whole batch; durable when it returns. Raises Fenced or RowsRefused, and has written nothing."""
        ...

    def refusal(self, batch: Batch) -> str | None:
        """Why the batch's rows would be refused, in one line; None where they would not. Writes nothing."""
        ...


class FilledRows(WrittenRows, Protocol):
    """The rows of a generation that holds nothing yet, as one of several fills it who share out the streams."""

    def fill(self, generation: Generation, versions: Mapping[str, Sequence[Version]]) -> None:
        """Adds the versions, by read model, of whole streams; all or none. Raises RowsRefused.

        Durable once a bookmark of the generation is moved.
        """
        ...

    def index(self, generation: Generation, model: str, half: Half) -> None:
        """Makes half the rows of `model` quick to find. Once, when all are there."""
        ...


class LiveRows(WrittenRows, Protocol):
    """The rows of which one generation is the live one."""

    def live(self) -> Generation:
        """The generation that is read. Raises NothingProjected, and RowsOutdated when other read models made it."""
        ...

    def live_if_any(self) -> Generation | None:
        """The generation that is read, whatever read models made it; None on a first start."""
        ...

    def live_or_first(self, topic: str, partitions: int) -> Generation:
        """The live generation; on a first start, a fresh one. Several may ask at once. Raises RowsOutdated."""
        ...


class RebuiltRows(LiveRows, FilledRows, Protocol):
    """The rows of which another generation can be made and take the place of the live one."""

    def begin_rebuild(self, topic: str, partitions: int) -> Generation:
        """A fresh generation beside the live one. Raises RebuildRunning as long as another holds the right to it."""
        ...

    def discard(self, generation: Generation) -> None:
        """Drops a generation that is not live, with its rows."""
        ...

    def differences(self, live: Generation, rebuilt: Generation, position: int, limit: int) -> Differences:
        """Up to `limit` row versions of each read model that differ, as the two would stand at `position`."""
        ...

    def swap(self, generation: Generation, catch_up: Callable[[], object]) -> None:
        """Makes `generation` live; all or nothing. `catch_up` is called when nobody can write the old one any more."""
        ...
