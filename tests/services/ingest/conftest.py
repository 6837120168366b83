"""An empty log of facts for each test that asks for one."""

from collections.abc import Iterator

import pytest

from shared.eventlog.log import EventLog


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as opened:
        yield opened
