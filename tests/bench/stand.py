"""What a case stands on: servers that are started when the first case asks, and the sizes of the run."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import psycopg

from tests import stack


@dataclass(slots=True)
class Stand:
    """`facts` None: each case has a size of its own. `quick`: small sizes, to see that everything runs."""

    rounds: int = 5
    facts: int | None = None
    quick: bool = False
    _exit: ExitStack = field(default_factory=ExitStack)
    given_postgres: str | None = None
    given_kafka: str | None = None

    def size(self, usual: int, quick: int) -> int:
        return self.facts or (quick if self.quick else usual)

    @property
    def postgres(self) -> str:
        self.given_postgres = self.given_postgres or self._exit.enter_context(stack.postgres())
        return self.given_postgres

    @property
    def kafka(self) -> str:
        self.given_kafka = self.given_kafka or self._exit.enter_context(stack.kafka())
        return self.given_kafka

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, for one case."""
        with stack.fresh_database(self.postgres) as url:
            yield url

    def postgres_version(self) -> str:
        with psycopg.connect(self.postgres) as connection:
            whole, part = divmod(connection.info.server_version, 10_000)
        return f"PostgreSQL {whole}.{part}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exit.close()
