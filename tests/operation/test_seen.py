"""A database that goes away is noticed within five seconds, and when it is back that is noticed too."""

from functools import partial

import psycopg
import pytest

from services.reporter.service import Readers
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.operation.seen import database as seen_in
from shared.operation.watch import Watch
from shared.rowstore.store import RowStore
from shared.transport.topics import Topic
from tests.waiting import until

pytestmark = pytest.mark.integration

TOPIC = Topic("facts", 4, {})
NOTICED_WITHIN_SECONDS = 5.0


def test_a_database_that_is_restarted_is_missed_and_then_read_again(own_postgres: EmbeddedPostgres) -> None:
    url = own_postgres.url
    with EventLog.open(url) as log, RowStore(url) as store:
        store.live_or_first(TOPIC.name, TOPIC.partition_count)
        readers = Readers(url, log)
        with Watch("database", partial(seen_in, url, TOPIC)) as watch, readers.now():
            until(lambda: watch.trouble() is None, NOTICED_WITHIN_SECONDS)
            own_postgres.stop()
            until(lambda: watch.trouble() is not None, NOTICED_WITHIN_SECONDS)
            own_postgres.start()
            until(lambda: watch.seen() is not None, NOTICED_WITHIN_SECONDS)
        with readers.now() as now:
            assert now.position == 0
        readers.close()


def test_rows_that_are_not_there_or_of_another_version_are_seen_as_unreadable(database: str) -> None:
    with EventLog.open(database), seen_in(database, TOPIC) as look, RowStore(database) as store:
        assert "start the projector" in str(look().unreadable)
        store.live_or_first(TOPIC.name, TOPIC.partition_count)
        assert look().unreadable is None
        with psycopg.connect(database) as connection:
            connection.execute("UPDATE projected.generations SET models = jsonb_set(models, '{register}', '0')")
        assert "run `secchange project rebuild`" in str(look().unreadable)


def test_the_pages_wait_for_no_database_that_is_away(own_postgres: EmbeddedPostgres) -> None:
    url = own_postgres.url
    with EventLog.open(url) as log, RowStore(url) as store:
        store.live_or_first(TOPIC.name, TOPIC.partition_count)
        readers = Readers(url, log)
        own_postgres.stop()
        for _ in range(6):
            with pytest.raises(psycopg.OperationalError), readers.now():
                pass
        own_postgres.start()
        with readers.now() as now:
            assert now.position == 0
        readers.close()
