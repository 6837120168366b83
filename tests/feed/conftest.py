"""The feed over a real database: inbox, log, reader and follower, without a broker between the last two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from tests.feed.path import FeedPath

FOLDER = Path(__file__).parent
TIMEOUT_SECONDS = 300


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is made larger may take longer."""
    size: int = config.getoption("--fault-size")
    for item in items:
        if size > 1 and FOLDER in item.path.parents:
            item.add_marker(pytest.mark.timeout(TIMEOUT_SECONDS * size))


@pytest.fixture
def feed(database: str, tmp_path: Path) -> Iterator[FeedPath]:
    with EventLog.open(database) as log, FeedBox(database, Sealer(tmp_path / "keys")) as box:
        yield FeedPath(box, log)
