"""A log and a row store in a database of their own."""

from collections.abc import Iterator

import pytest

from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        yield log


@pytest.fixture
def store(database: str) -> Iterator[RowStore]:
    with RowStore(database) as store:
        yield store
