"""The feed over a real database: inbox, log, reader and follower, without a broker between the last two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from tests.feed.path import FeedPath


@pytest.fixture
def feed(database: str, tmp_path: Path) -> Iterator[FeedPath]:
    with EventLog.open(database) as log, FeedBox(database, Sealer(tmp_path / "keys")) as box:
        yield FeedPath(box, log)
