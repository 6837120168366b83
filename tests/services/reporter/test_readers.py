"""Connections to the rows are made again when they are lost, and none is left behind."""

import psycopg
import pytest

from services.reporter.service import READERS, Readers
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from tests.projected import PARTITIONS, TOPIC
from tests.waiting import until

pytestmark = pytest.mark.integration

OF_READERS = """
FROM pg_stat_activity
WHERE application_name = 'secchange rows' AND datname = current_database()
"""


def test_those_made_again_are_closed_with_the_others(database: str) -> None:
    with RowStore(database) as store:
        store.live_or_first(TOPIC, PARTITIONS)
    with EventLog.open(database) as log, psycopg.connect(database, autocommit=True) as server:
        readers = Readers(database, log)
        server.execute(f"SELECT pg_terminate_backend(pid, 5000) {OF_READERS}")
        for _ in range(READERS):
            with readers.now() as now:
                assert now.position == 0
        assert server.execute(f"SELECT pid {OF_READERS}").rowcount == READERS
        readers.close()
        until(lambda: server.execute(f"SELECT pid {OF_READERS}").rowcount == 0)
