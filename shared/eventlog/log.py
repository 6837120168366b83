"""The log of facts: append, import, read. Whoever opens it has the whole of it; nothing in it is ever edited."""

import os
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, NamedTuple, Self

import structlog
from psycopg import Connection
from psycopg.errors import InsufficientPrivilege

from shared.database import ANSWER_SECONDS, may_not_make
from shared.domain.codec import placed
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.recorded import Fields, Recorded, StoredFact
from shared.domain.upcasts import UPCASTS, Upcast
from shared.eventlog.appending import Appender
from shared.eventlog.attempts import attempt
from shared.eventlog.backlog import Backlog
from shared.eventlog.datastore import LOCK_SECONDS, LogDatastore, connect
from shared.eventlog.errors import LogForbidden, LogUnavailable
from shared.eventlog.importing import Importer
from shared.eventlog.mapper import FactMapper, Placed, StoredEntry
from shared.eventlog.plan import Imported
from shared.eventlog.reader import EVERYTHING, FactReader
from shared.eventlog.recorder import TABLE, FactRecorder, Place
from shared.eventlog.schema import SCHEMA, create, exists
from shared.eventlog.settings import refuse_forbidden
from shared.eventlog.share import Share
from shared.eventlog.tail import POLL_SECONDS, Tail
from shared.logs import LogEvent

_log = structlog.get_logger()

Save = Callable[[Mapping[str, int], Sequence[StoredEntry]], Sequence[Place]]

MAKE_IT = "correct the address, or make it by `secchange ingest` or an import, once, as the database's owner"


class Address(NamedTuple):
    """With it, `EventLog.open` finds the same log. It may hold a password."""

    url: str
    schema: str


class EventLog:
    """The log in one database. Threads may share it; processes open their own. Close it, or use `with`.

    Every method raises LogUnavailable when the database does not answer.
    """

    def __init__(self, datastore: LogDatastore, upcasts: Mapping[str, Upcast]) -> None:
        self._datastore = datastore
        self._reader = FactReader(datastore, TABLE)
        self._mapper = FactMapper(upcasts)
        recorder = FactRecorder(datastore)
        self._appender = Appender(datastore, recorder, self._reader)
        self._importer = Importer(datastore, recorder, self._mapper)
        self._tail = self.new_tail()

    @classmethod
    def open(
        cls,
        url: str,
        *,
        schema: str = SCHEMA,
        create_missing: bool = True,
        lock_seconds: float = LOCK_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        environment: Mapping[str, str] = os.environ,
        upcasts: Mapping[str, Upcast] = UPCASTS,
    ) -> Self:
        """The log in the database at `url`, made there if it is missing; several processes may do so at once.

        Needs the right to create only where it is missing; else SELECT, and INSERT to append. A statement that is
        not answered within `answer_seconds` counts as a broken connection.
        Raises LogUnavailable; LogForbidden where it is missing and may not be made; ForbiddenSetting for a setting in
        `environment` that loses facts.
        """
        refuse_forbidden(environment)
        with connect(url) as connection:
            if create_missing and _create(connection, schema):
                _log.info(LogEvent.LOG_CREATED, schema=schema, table=TABLE)
            elif not exists(connection, schema, TABLE):
                raise LogUnavailable(f"this database holds no log ({schema}.{TABLE}): {MAKE_IT}")
        return cls(LogDatastore(url, schema=schema, lock_seconds=lock_seconds, answer_seconds=answer_seconds), upcasts)

    @property
    def address(self) -> Address:
        """Where it is: for another process, which opens its own."""
        return Address(self._datastore.url, self._datastore.schema)

    def append(self, stream: str, expected_version: int, entries: Sequence[Entry[AnyFact]]) -> tuple[Recorded, ...]:
        """Appends the entries, all of `stream`, as its next versions: all or none, durable when it returns.

        `expected_version` is the last version that the caller has read, 0 for a new stream; raises WrongVersion if
        it no longer is, LogBusy if another writer holds the log, LogFull if its disk is full. Safe to repeat: the
        same entries at the same versions are found, not written twice, also when the first answer was lost.
        """
        if strangers := {entry.stream for entry in entries} - {stream}:
            raise ValueError(f"entries of {sorted(strangers)} cannot be appended to {stream}")
        return self.append_together({stream: expected_version}, entries)

    def append_together(
        self, expected_versions: Mapping[str, int], entries: Sequence[Entry[AnyFact]]
    ) -> tuple[Recorded, ...]:
        """As `append`, to several streams in one transaction, in the order given; a version for each of them."""
        return self._appended(expected_versions, entries, self._appender.save)

    def append_beside(
        self,
        stream: str,
        expected_version: int,
        entries: Sequence[Entry[AnyFact]],
        beside: Callable[[Connection[Any]], None],
    ) -> tuple[Recorded, ...]:
        """As `append`, in one transaction with what `beside` writes to tables of its own: both are there, or neither.

        `beside` may be called more than once, each time on a fresh transaction, and must not end it.
        """
        return self._appended(
            {stream: expected_version},
            entries,
            lambda versions, lines: self._appender.save_beside(versions, lines, beside),
        )

    def _appended(
        self, expected_versions: Mapping[str, int], entries: Sequence[Entry[AnyFact]], save: Save
    ) -> tuple[Recorded, ...]:
        if strangers := {entry.stream for entry in entries} - expected_versions.keys():
            raise ValueError(f"{sorted(strangers)} have no expected version")
        versions = dict(expected_versions)
        lines = []
        for entry in entries:
            versions[entry.stream] += 1
            lines.append(self._mapper.to_stored_event(Placed(entry.stream, versions[entry.stream], entry)))
        places = save(expected_versions, lines)
        if len(versions) == 1:
            [(stream, version)] = versions.items()
            _log.info(LogEvent.FACTS_APPENDED, stream=stream, facts=len(places), version=version)
        else:
            _log.info(LogEvent.FACTS_APPENDED, streams=len(versions), facts=len(places))
        return tuple(
            placed(entry, place.position, entry.stream, line.originator_version, place.recorded_at)
            for place, line, entry in zip(places, lines, entries, strict=True)
        )

    def import_entries(self, entries: Iterable[Entry[AnyFact]]) -> Imported:
        """Records what the log does not hold yet, in the order given, about 5,000 entries in one transaction.

        Safe to repeat. An entry that says what a fact of the log says adds nothing when its source is the same, and
        EvidenceAdded, naming the fact, when it is another; one that says otherwise of the same day is excluded, with
        its place in `entries`. Transactions before a failure stay.
        """
        done = self._importer.record(entries)
        _log.info(LogEvent.FACTS_IMPORTED, **done.counts)
        return done

    def read(self, after: int, limit: int, upto: int | None = None) -> Sequence[StoredFact]:
        """Up to `limit` facts with positions above `after`, and not above `upto`, in order. Positions may have gaps,
        but whoever has seen one has seen all below it: nothing ever appears there later."""
        return attempt(self._datastore, lambda: self._reader.page(after, limit, _up_to(upto)))

    def read_share(self, share: Share, after: int, limit: int, upto: int) -> Sequence[Fields]:
        """As `read`, of those streams alone that are of the share: the fields of each fact, for there are many."""
        return attempt(self._datastore, lambda: self._reader.page_of_share(share, after, limit, upto))

    def stored_history(self, stream: str, upto: int | None = None) -> Sequence[StoredFact]:
        """The facts of one stream at positions not above `upto`, in order, as they are kept."""
        return attempt(self._datastore, lambda: self._reader.history(stream, _up_to(upto)))

    def histories(self, streams: Sequence[str]) -> Mapping[str, tuple[Recorded, ...]]:
        """As `history`, of many streams at once, each of them; nothing where there is none."""
        stored = self.stored_histories(streams, EVERYTHING)
        return {stream: tuple(map(self._mapper.to_recorded, stored.get(stream, ()))) for stream in streams}

    def histories_since(self, versions: Mapping[str, int]) -> Mapping[str, tuple[Recorded, ...]]:
        """Of these streams what lies above the version given for each; those are left out where that is nothing."""
        told: dict[str, list[Recorded]] = {}
        for stored in attempt(self._datastore, lambda: self._reader.histories_since(versions)) if versions else ():
            told.setdefault(stored.stream, []).append(self._mapper.to_recorded(stored))
        return {stream: tuple(history) for stream, history in told.items()}

    def stored_histories(self, streams: Sequence[str], upto: int) -> Mapping[str, Sequence[StoredFact]]:
        """As `stored_history`, of many streams at once, in the order of `streams`; those without facts up to there are
        left out."""
        return attempt(self._datastore, lambda: self._reader.histories(streams, upto))

    def attested(self, facts: Sequence[StoredFact]) -> set[int]:
        """The positions of those of `facts` that the log holds as they are given, byte for byte."""
        return attempt(self._datastore, lambda: self._reader.attested(facts))

    def histories_of(
        self, streams: Sequence[str], upto: int, *, passed_over: Container[int] = ()
    ) -> Mapping[str, tuple[Recorded, ...]]:
        """As `stored_histories`, as values, without those at the positions that are passed over. Raises NotAFact."""
        found = self.stored_histories(streams, upto)
        return {stream: self._values(stored, passed_over) for stream, stored in found.items()}

    def history(
        self, stream: str, upto: int | None = None, *, passed_over: Container[int] = ()
    ) -> tuple[Recorded, ...]:
        """As `stored_history`, as values, without those at the positions that are passed over. Raises NotAFact where
        stored bytes are not understood."""
        return self._values(self.stored_history(stream, upto), passed_over)

    def of_types(
        self, types: Sequence[type[AnyFact]], upto: int | None = None, *, passed_over: Container[int] = ()
    ) -> tuple[Recorded, ...]:
        """The facts of these types at positions not above `upto`, in order, without those that are passed over. For few
        facts and seldom: it goes through the whole log. Raises NotAFact where stored bytes are not understood."""
        names = [type_.__name__ for type_ in types]
        stored = attempt(self._datastore, lambda: self._reader.of_types(names, _up_to(upto)))
        return self._values(stored, passed_over)

    def _values(self, stored: Sequence[StoredFact], passed_over: Container[int]) -> tuple[Recorded, ...]:
        return tuple(self._mapper.to_recorded(fact) for fact in stored if fact.position not in passed_over)

    def head(self) -> int:
        """The last position; 0 in an empty log."""
        return attempt(self._datastore, self._reader.head)

    def position_known_by(self, moment: datetime) -> int:
        """The end of the longest prefix of the log whose every `known_at` is at or before `moment`; 0 for none."""
        return attempt(self._datastore, lambda: self._reader.position_known_by(moment))

    def streams(self, upto: int | None = None, *, after: int = 0) -> Mapping[str, int]:
        """Every stream, with the position of its last fact that is not above `upto`; those alone whose is above
        `after`."""
        return attempt(self._datastore, lambda: self._reader.streams(_up_to(upto), after))

    def versions(self, streams: Sequence[str]) -> Mapping[str, int]:
        """The last version of each of these streams; 0 of one that holds nothing."""
        return attempt(self._datastore, lambda: self._reader.versions(streams))

    def backlog(self, after: Mapping[str, int], upto: int | None = None) -> Sequence[Backlog]:
        """What of each stream lies above the position given for it, and not above `upto`, in the order of the first.

        Streams of which there is nothing are left out.
        """
        return attempt(self._datastore, lambda: self._reader.backlog(after, _up_to(upto)))

    def relayed(self, topic: str) -> Mapping[int, int]:
        """Of each partition that has one, the last position that the relay of `topic` knows to be acknowledged."""
        return attempt(self._datastore, lambda: self._reader.relayed(topic))

    def clock(self) -> datetime:
        """What the database's clock shows: the one by which facts are recorded."""
        return attempt(self._datastore, self._reader.clock)

    def has_room(self) -> bool:
        """Whether the disk of the database has room for 256 kB more; nothing is written for good."""
        return attempt(self._datastore, self._reader.has_room)

    def wait(self, after: int, timeout_seconds: float) -> bool:
        """As `Tail.wait`, for the one thread that waits on this object."""
        return self._tail.wait(after, timeout_seconds)

    def new_tail(self, *, poll_seconds: float = POLL_SECONDS) -> Tail:
        """A further waiter, for another thread."""
        return Tail(self._datastore.url, self._datastore.schema, TABLE, poll_seconds=poll_seconds)

    def close(self) -> None:
        self._tail.close()
        self._datastore.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _create(connection: Connection[Any], schema: str) -> bool:
    """Whether it had to be made."""
    try:
        return create(connection, schema, TABLE)
    except InsufficientPrivilege as error:
        raise LogForbidden(may_not_make("the log", connection, error)) from None


def _up_to(position: int | None) -> int:
    return EVERYTHING if position is None else position
