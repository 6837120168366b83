"""The door for commands, of a test or of a whole file."""

from collections.abc import Iterator

import pytest

from tests import stack
from tests.services.ingest.web.giving import Door, door_over


@pytest.fixture
def door(database: str) -> Iterator[Door]:
    with door_over(database) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_door(postgres_url: str) -> Iterator[Door]:
    """For tests that record nothing, or each of its own streams."""
    with stack.fresh_database(postgres_url) as database, door_over(database) as opened:
        yield opened
