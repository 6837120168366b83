"""A log, and the trail of it, in an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.eventlog.log import EventLog
from shared.trailstore.trail import Trail
from tests.trailstore.given import trail_of


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as opened:
        yield opened


@pytest.fixture
def trail(log: EventLog, database: str, tmp_path: Path) -> Iterator[Trail]:
    with trail_of(database, tmp_path) as opened:
        yield opened
