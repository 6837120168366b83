"""What must be so after every commit, and at the end."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shared.domain.recorded import StoredFact
from shared.rowstore.batch import Batch
from tests.simulation.oracle import Oracle
from tests.simulation.tables import Kept, Tables
from tests.simulation.topic import SimulatedTopic, partition_at
from tests.simulation.world import Broken


class Audit:
    """Compares rows, bookmarks and parked facts of the live generation with the log. Raises Broken."""

    def __init__(self, tables: Tables, facts: Sequence[StoredFact], oracle: Oracle) -> None:
        self._tables = tables
        self._facts = facts
        self._oracle = oracle

    def after(self, batch: Batch) -> None:
        """The streams that it touched. A generation that is being made is looked at when it becomes live."""
        live = self._tables.live
        if live and live.generation.id == batch.generation:
            self._check(live, self._touched(batch))

    def of_all(self) -> None:
        if live := self._tables.live:
            self._check(live, {fact.stream for fact in self._facts})

    def saved(self, topic: SimulatedTopic, incarnation: str, positions: Iterable[tuple[int, int]]) -> None:
        """The relay's own bookmark never passes what its topic has not been given."""
        if incarnation != topic.incarnation:
            return
        for partition, position in positions:
            expected = (f.position for f in self._facts if partition_at(f.stream) == partition)
            if lost := [at for at in expected if at <= position and at not in topic.arrived[partition]]:
                raise Broken(f"the relay saved {position} in partition {partition} without {lost}")

    def finished(self) -> str | None:
        """What is still to be done; None when all is projected, and parked is just what has to be."""
        live = self._tables.live
        if live is None:
            return "no rows at all"
        last = {partition_at(fact.stream): fact.position for fact in self._facts}
        if behind := {p for p, position in last.items() if live.bookmarks[p] < position}:
            return f"partitions {sorted(behind)} are behind"
        expected = self._unfit()
        if expected != sorted(live.parked):
            return f"parked are {sorted(live.parked)}, and {expected} have to be"
        return None

    def _touched(self, batch: Batch) -> set[str]:
        """Whose facts the bookmarks passed, whose rows it brought, and who was parked, or is no more."""
        rows = {version.stream for changes in batch.changes.values() for version in changes.versions}
        named = set(batch.unparked) | {parked.position for parked in batch.parked}
        passed = {
            fact.stream
            for fact in self._facts
            if fact.position in named or _is_passed(fact, batch.moved.get(partition_at(fact.stream)))
        }
        return rows | passed

    def _unfit(self) -> list[int]:
        discarded, parked, by_stream = self._discarded(), list[int](), defaultdict[str, list[StoredFact]](list)
        for fact in self._facts:
            if fact.position not in discarded:
                by_stream[fact.stream].append(fact)
        for facts in by_stream.values():
            if (at := self._oracle.first_unfit(facts)) is not None:
                parked += [fact.position for fact in facts[at:]]
        return sorted(parked)

    def _discarded(self) -> set[int]:
        return {deed.position for deed in self._tables.journal if deed.kind == "discard"}

    def _check(self, kept: Kept, streams: Iterable[str]) -> None:
        for stream in sorted(streams):
            self._check_stream(kept, stream)

    def _check_stream(self, kept: Kept, stream: str) -> None:
        mark, discarded = kept.bookmarks[partition_at(stream)], self._discarded()
        past = [f for f in self._facts if f.stream == stream and f.position <= mark and f.position not in discarded]
        waiting = {each.position for each in kept.parked.values() if each.stream == stream}
        applied = [fact for fact in past if fact.position not in waiting]
        if strangers := waiting - {fact.position for fact in past}:
            raise Broken(f"{stream}: {sorted(strangers)} are parked, and should not be")
        if waiting and applied and applied[-1].position > min(waiting):
            raise Broken(f"{stream}: {applied[-1].position} was projected past the parked {min(waiting)}")
        expected, found = self._oracle.versions(applied), kept.versions(stream)
        if found != expected:
            raise Broken(f"{stream} at {mark}: the rows are {found}, and the log says {expected}")


def _is_passed(fact: StoredFact, moved: tuple[int, int] | None) -> bool:
    return moved is not None and moved[0] < fact.position <= moved[1]
