"""What tests of the importer ask for: an empty log, and the June 2020 paper as facts."""

from collections.abc import Iterator

import pytest

from services.ingest.from_paper import Imported, facts_of
from services.ingest.papers import JUNE_2020, bundled
from shared.eventlog.log import EventLog
from shared.papers.decode import text_of
from shared.papers.read import read


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as opened:
        yield opened


@pytest.fixture(scope="session")
def june() -> Imported:
    """What the June 2020 paper makes where nothing is known yet."""
    return facts_of(read(text_of(bundled(JUNE_2020))), lambda stream: ())
