"""Each question is answered once, and whoever asks again under the same id is told the same."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg import Connection
from psycopg.errors import DiskFull, InsufficientPrivilege
from psycopg.rows import tuple_row

from shared.answers.schema import SCHEMA, create, over
from shared.database import may_not_make
from shared.eventlog.attempts import attempt
from shared.eventlog.datastore import LogDatastore, connect, full, unavailable
from shared.eventlog.errors import LogForbidden

_TAKE = "SELECT how, status, body FROM {take}(%b, %b, %b)"
_ANSWER = "SELECT {answer}(%b, %b, %b, %b, %b)"
_LET_GO = "SELECT pg_advisory_unlock(%b::bigint)"


class InFlight:
    """Somebody else is at work on it at this moment."""


class AskedOtherwise:
    """Something else was asked under the same id."""


@dataclass(frozen=True, slots=True)
class Answered:
    """It was answered, so."""

    status: int
    body: bytes


@dataclass(slots=True)
class Held:
    """It is ours to answer, and nobody else's, while the block runs. Without `answer` the next one begins anew."""

    keep: Callable[[int, bytes, bool], None]
    is_answered: bool = field(default=False, init=False)

    def answer(self, status: int, body: bytes, *, may_be_lost: bool) -> None:
        """Keeps the answer. `may_be_lost`: with the power of the server, since the next one would find the same."""
        self.keep(status, body, may_be_lost)
        self.is_answered = True


Taken = Held | Answered | AskedOtherwise | InFlight


class Answers(Protocol):
    """Where answers are kept. Threads and processes may share it."""

    def taking(self, id: str, digest: bytes) -> AbstractContextManager[Taken]:
        """How it stands with the question of this id, of which `digest` is all that it says.

        Whoever holds it and ends, by whatever death, lets it go. Raises LogUnavailable.
        """
        ...


class _Datastore(LogDatastore):
    """Commits are not waited for: a later one that is, of a fact, makes all before it durable too."""

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        as_of_the_log = super().after_connect_func()

        def after_connect(connection: Connection[Any]) -> None:
            as_of_the_log(connection)
            connection.execute("SET synchronous_commit = off")

        return after_connect


class AnswerStore:
    """The answers in one database. Threads may share it; up to ten are at work at once. Close it, or use `with`."""

    def __init__(self, url: str, *, schema: str = SCHEMA) -> None:
        """Made there if they are missing. Raises LogUnavailable; LogForbidden where they may not be made."""
        with connect(url) as connection:
            try:
                create(connection, schema)
            except InsufficientPrivilege as error:
                raise LogForbidden(may_not_make("the tables for answers", connection, error)) from None
        self._datastore = _Datastore(url, schema=schema)
        self._take = over(schema, _TAKE)
        self._answer = over(schema, _ANSWER)

    @contextmanager
    def taking(self, id: str, digest: bytes) -> Iterator[Taken]:
        """As `Answers` has it."""
        with ExitStack() as stack:
            connection, found = attempt(self._datastore, lambda: self._begun(stack, id, digest))
            try:
                yield found
            finally:
                if isinstance(found, Held) and not found.is_answered:
                    _let_go(connection, id)

    def _begun(self, stack: ExitStack, id: str, digest: bytes) -> tuple[Connection[Any], Taken]:
        with ExitStack() as until_taken:
            connection = until_taken.enter_context(self._datastore.get_connection())
            try:
                row = _row(connection, self._take, (id, _lock_of(id), digest))
            except BaseException:
                # The session may hold the lock, and would keep it as long as it is lent out again.
                connection.close()
                raise
            stack.push(until_taken.pop_all())
        return connection, self._taken(connection, id, *row)

    def _taken(self, connection: Connection[Any], id: str, how: str, status: int, body: bytes) -> Taken:
        match how:
            case "in flight":
                return InFlight()
            case "reused":
                return AskedOtherwise()
            case "answered":
                return Answered(status, body)
            case _:
                return Held(lambda status, body, may_be_lost: self._keep(connection, id, status, body, may_be_lost))

    def _keep(self, connection: Connection[Any], id: str, status: int, body: bytes, may_be_lost: bool) -> None:
        try:
            _row(connection, self._answer, (id, _lock_of(id), status, body, not may_be_lost))
        except DiskFull as error:
            raise full(error) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise unavailable(self._datastore.url, error) from error

    def close(self) -> None:
        self._datastore.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _row(connection: Connection[Any], statement: Any, values: tuple[object, ...]) -> tuple[Any, ...]:
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        row = cursor.execute(statement, values, prepare=True).fetchone()
    assert row is not None
    return row


def _let_go(connection: Connection[Any], id: str) -> None:
    # Where the line is broken, the server lets go by itself.
    with suppress(psycopg.Error, PersistenceError):
        if not connection.closed:
            connection.execute(_LET_GO, (_lock_of(id),), binary=True)


def _lock_of(id: str) -> int:
    """The key of its advisory lock. Two ids with one key would only be told, seldom, to come again."""
    return int.from_bytes(sha256(id.encode()).digest()[:8], signed=True)
