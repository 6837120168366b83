"""More worlds take longer."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
SECONDS_FOR_A_THOUSAND = 150
LEAST_SECONDS = 300


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where they are made more than they are, the limit grows with them."""
    seconds = config.getoption("--simulation-seeds") * SECONDS_FOR_A_THOUSAND / 1_000
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.timeout(max(LEAST_SECONDS, seconds)))
