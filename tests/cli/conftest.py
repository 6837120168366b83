"""What tests of the command line ask for beside the servers."""

from collections.abc import Iterator

import pytest

from services.cli.system import System
from tests.cli.at_hand import system_at_hand


@pytest.fixture
def system(database: str) -> Iterator[System]:
    """An empty system that stays open."""
    with system_at_hand(database) as opened:
        yield opened
