"""Appending where an answer may be lost: neither a false conflict, nor the same facts twice."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from eventsourcing.persistence import IntegrityError
from psycopg import Connection

from shared.eventlog.attempts import attempt
from shared.eventlog.datastore import LogDatastore
from shared.eventlog.errors import WrongVersion
from shared.eventlog.mapper import StoredEntry
from shared.eventlog.reader import EVERYTHING, FactReader
from shared.eventlog.recorder import FactRecorder, Place
from shared.eventlog.trips import Trips
from shared.logs import LogEvent

_log = structlog.get_logger()


class Appender:
    """Saves the next versions of streams. Threads that save at the same time share transactions."""

    def __init__(self, datastore: LogDatastore, recorder: FactRecorder, reader: FactReader) -> None:
        self._datastore = datastore
        self._recorder = recorder
        self.trips = Trips(lambda saves: attempt(datastore, lambda: recorder.insert_each(saves)))
        self._reader = reader

    def save(self, expected_versions: Mapping[str, int], lines: Sequence[StoredEntry]) -> Sequence[Place]:
        """Where the lines now stand: all of them or none. Raises WrongVersion unless these very bytes stand there."""
        try:
            return self.trips.save(lines) if lines else []
        except IntegrityError:
            # Neither "failed" nor "twice" until looked at: the answer to an earlier try may have been lost.
            return self._settle(expected_versions, lines)

    def save_beside(
        self,
        expected_versions: Mapping[str, int],
        lines: Sequence[StoredEntry],
        beside: Callable[[Connection[Any]], None],
    ) -> Sequence[Place]:
        """As `save`, in one transaction with what `beside` writes: where the lines stand, that stands too."""
        try:
            return attempt(self._datastore, lambda: self._recorder.insert_beside(lines, beside))
        except IntegrityError:
            return self._settle(expected_versions, lines)

    def _settle(self, expected_versions: Mapping[str, int], lines: Sequence[StoredEntry]) -> Sequence[Place]:
        places: dict[tuple[str, int], Place] = {}
        for stream, expected in expected_versions.items():
            places |= self._settled(stream, expected, [line for line in lines if line.originator_id == stream])
        return [places[str(line.originator_id), line.originator_version] for line in lines]

    def _settled(self, stream: str, expected: int, lines: Sequence[StoredEntry]) -> dict[tuple[str, int], Place]:
        history = attempt(self._datastore, lambda: self._reader.history(stream, EVERYTHING))
        there = history[expected : expected + len(lines)]
        if [fact.value for fact in there] != [line.state for line in lines]:
            raise WrongVersion(stream, expected, len(history)) from None
        _log.info(LogEvent.APPEND_SETTLED, stream=stream, facts=len(lines))
        return {(stream, fact.version): Place(fact.position, fact.recorded_at) for fact in there}
