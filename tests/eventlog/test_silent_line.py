"""A line that has gone dead without a sign: told within the time that is granted to an answer, and got over."""

from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from shared.database import AnsweringConnection
from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.inbox.box import FeedBox
from shared.inbox.connection import FeedBoxUnavailable
from shared.inbox.deliveries import Delivery
from shared.inbox.sealing import Sealer
from shared.rowstore.store import RowStore
from tests.eventlog.given import requested
from tests.waiting import until
from tests.wire import wire_to_postgres

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]

PATIENCE_SECONDS = 0.5


def test_an_append_over_a_dead_line_is_told_and_goes_through_when_it_is_back(log: EventLog, database: str) -> None:
    with (
        wire_to_postgres(database) as (wire, url),
        EventLog.open(url, answer_seconds=PATIENCE_SECONDS) as through,
    ):
        through.append("106", 0, [requested("106")])
        wire.is_in("dead")
        with pytest.raises(LogUnavailable, match="does not answer"):
            through.append("106", 1, [requested("106", n=2)])
        wire.heal()
        assert [fact.id for fact in through.append("106", 1, [requested("106", n=2)])] == ["106#2"]
    assert [fact.id for fact in log.read(0, 10)] == ["106#1", "106#2"]


def test_of_many_lines_that_went_dead_together_one_is_waited_for(
    log: EventLog, database: str, waited: list[AnsweringConnection[Any]]
) -> None:
    with wire_to_postgres(database) as (wire, url), EventLog.open(url, answer_seconds=PATIENCE_SECONDS) as through:
        with ExitStack() as at_once:
            for _ in range(5):
                at_once.enter_context(through._datastore.get_connection())
        wire.is_in("dead")
        wire.heal()
        through.append("106", 0, [requested("106")])
    assert len(waited) == 1
    assert [fact.id for fact in log.read(0, 10)] == ["106#1"]


def test_of_many_lines_of_the_inbox_that_went_dead_together_one_is_waited_for(
    database: str, tmp_path: Path, waited: list[AnsweringConnection[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = Delivery("urn:dcc:itsm:prod", "webhook", "one", b"{}")
    with wire_to_postgres(database) as (wire, url), FeedBox(url, Sealer(tmp_path / "keys")) as box:
        monkeypatch.setattr(AnsweringConnection, "answer_seconds", PATIENCE_SECONDS)
        with ExitStack() as at_once:
            for _ in range(5):
                at_once.enter_context(box._connection())
        wire.is_in("dead")
        wire.heal()
        with pytest.raises(FeedBoxUnavailable, match=r"no answer within 0\.5 s"):
            box.keep([delivery])
        (kept,) = box.keep([delivery])
    assert (len(waited), kept.again) == (1, False)


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[AnsweringConnection[Any]]:
    """The connections for whose answer somebody waited in vain."""
    found: list[AnsweringConnection[Any]] = []
    wait = AnsweringConnection.wait

    def heard(connection: AnsweringConnection[Any], *asked: Any) -> Any:
        try:
            return wait(connection, *asked)
        except psycopg.OperationalError:
            found.append(connection)
            raise

    monkeypatch.setattr(AnsweringConnection, "wait", heard)
    return found


def test_rows_over_a_dead_line_are_told_of_and_the_store_is_lost(log: EventLog, database: str) -> None:
    # The tables first: to make them may take longer than is granted here to an answer.
    with RowStore(database):
        pass
    with wire_to_postgres(database) as (wire, url), RowStore(url, answer_seconds=PATIENCE_SECONDS) as store:
        wire.is_in("dead")
        with pytest.raises(psycopg.OperationalError, match=r"no answer within 0\.5 s"):
            store.live_if_any()
        wire.heal()
        assert not store.answers(), "whatever the old line still brings must not be taken for an answer"


def test_the_relay_s_seat_over_a_torn_line_is_told_of_and_can_be_taken_again(log: EventLog, database: str) -> None:
    with wire_to_postgres(database) as (wire, url):
        lost = RelayProgress.claim(url, "facts")
        wire.is_in("torn")
        with pytest.raises(LogUnavailable):
            lost.save({0: 1})
        with pytest.raises(LogUnavailable):
            RelayProgress.claim(url, "facts")
        wire.heal()
        # The server gives the seat up once it has noticed that the line is torn.
        taken: list[RelayProgress] = []
        until(lambda: claimed(url, taken))
        with closing(taken[0]) as again:
            # What was never answered may be done or not.
            assert again.load() in ({}, {0: 1})
            again.save({0: 2})
            assert again.load() == {0: 2}


def claimed(url: str, taken: list[RelayProgress]) -> bool:
    with suppress(AnotherRelayIsActive):
        taken.append(RelayProgress.claim(url, "facts"))
    return bool(taken)
