"""A row store in a database of its own, with a live generation of two partitions."""

from collections.abc import Iterator

import pytest

from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore


@pytest.fixture
def store(database: str) -> Iterator[RowStore]:
    with RowStore(database) as store:
        yield store


@pytest.fixture
def live(store: RowStore) -> Generation:
    return store.live_or_first("facts", 2)
