"""Ready is what is reached and not late; the numbers say how far it is, and what it did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
import structlog

from shared.logs import LogEvent
from shared.operation.health import Health
from shared.operation.lag import Lag
from shared.operation.listener import answer
from shared.operation.look import Relayed
from shared.operation.metrics import Metrics
from shared.operation.pile import Pile
from shared.operation.seen import Seen
from shared.operation.status import Status
from shared.operation.watch import Watch
from shared.rowstore.batch import Parked
from tests.waiting import until

T = TypeVar("T")

PARKED = (Parked(0, "106", 3, "a field is unknown"), Parked(0, "106", 5, "waits behind 106#2"))


@contextmanager
def watched(
    seconds_behind: float = 0.0, relayed: Relayed | None = None, unreadable: str | None = None
) -> Iterator[Watch[Seen]]:
    status = Status(7, "facts", 9, 8, (Lag(0, 7, 9, 2, seconds_behind),), PARKED)
    with _watch("database", Seen(status, relayed, unreadable=unreadable)) as database:
        yield database


@contextmanager
def _watch(name: str, value: T | None) -> Iterator[Watch[T]]:
    """One that answers at once, or never."""

    @contextmanager
    def reach() -> Iterator[Callable[[], T]]:
        if value is None:
            raise ConnectionError("it is away")
        yield lambda: value

    with Watch(name, reach) as watch:
        until(lambda: watch.trouble() != "not asked yet")
        yield watch


def test_ready_when_everything_answers_and_nothing_is_late() -> None:
    with watched(seconds_behind=59) as database:
        ready, told = Health(database, None, 60).answer()
    assert (ready, told["status"], told["position"]) == (True, "ready", 7)
    assert told["checks"]["lag"] == {"well": True, "found": "2 facts and 59.0 s behind"}


def test_not_ready_when_a_fact_lies_for_longer_than_the_limit() -> None:
    with watched(seconds_behind=61) as database:
        assert answer("/health/ready", Health(database, None, 60), Metrics(Health(database, None, 60)))[0] == 503


def test_not_ready_over_rows_that_it_cannot_read_unless_it_needs_none() -> None:
    with watched(unreadable="made by others: run `secchange project rebuild`") as database:
        ready, told = Health(database, None, 60).answer()
        assert (ready, told["status"]) == (False, "not ready")
        assert told["checks"]["rows"] == {"well": False, "found": "made by others: run `secchange project rebuild`"}
        assert Health(database, None, 60, needs_rows=False).answer()[0]


def test_the_lag_of_the_relay_is_its_own() -> None:
    relayed = Relayed(4, (Lag(0, 4, 9, 5, 90.0),))
    with watched(relayed=relayed) as database:
        health = Health(database, None, 60)
        ready, told = health.answer()
        assert (ready, told["position"]) == (False, 4)
        assert b"secchange_relay_position 4.0" in Metrics(health).text()


@pytest.mark.parametrize(("seconds", "ready"), [(59.0, True), (61.0, False)])
def test_who_reads_the_inbox_is_late_by_what_waits_there_and_not_by_the_rows(seconds: float, ready: bool) -> None:
    with watched(seconds_behind=90, unreadable="no rows") as database, _watch("inbox", Pile(3, seconds)) as inbox:
        health = Health(database, None, 60, needs_rows=False, inbox=inbox)
        found, told = health.answer()
        text = Metrics(health).text().decode()
    assert (found, set(told["checks"])) == (ready, {"database", "inbox"})
    assert told["checks"]["inbox"]["found"] == f"3 deliveries wait, the oldest for {seconds} s"
    assert "secchange_inbox_deliveries 3.0" in text
    assert f"secchange_inbox_seconds {seconds}" in text


def test_not_ready_where_the_inbox_does_not_answer() -> None:
    nothing: Pile | None = None
    with watched() as database, _watch("inbox", nothing) as inbox:
        ready, told = Health(database, None, 60, needs_rows=False, inbox=inbox).answer()
    assert (ready, told["checks"]["inbox"]) == (False, {"well": False, "found": "it is away"})


def test_what_became_of_tickets_is_counted() -> None:
    with watched() as database:
        metrics = Metrics(Health(database, None, 60))
        read = {"deliveries": 3, "observed": 2, "duplicates": 1, "quarantined": 4, "ignored": 0}
        metrics(structlog.get_logger(), "info", {"event": LogEvent.DELIVERIES_READ, **read})
        lines = metrics.text().decode().splitlines()
    found = [line for line in lines if line.startswith("secchange_tickets_total")]
    assert found == [
        'secchange_tickets_total{became="observed"} 2.0',
        'secchange_tickets_total{became="duplicates"} 1.0',
        'secchange_tickets_total{became="quarantined"} 4.0',
        'secchange_tickets_total{became="ignored"} 0.0',
    ]


def test_not_ready_without_a_database_and_the_reason_is_told() -> None:
    nothing: Seen | None = None
    with _watch("database", nothing) as database:
        health = Health(database, None, 60)
        assert health.answer() == (
            False,
            {
                "status": "not ready",
                "position": None,
                "checks": {"database": {"well": False, "found": "it is away"}},
            },
        )
        assert answer("/health/live", health, Metrics(health))[0] == 200
        text = Metrics(health).text().decode()
    assert 'secchange_up{check="database"} 0.0' in text
    assert "secchange_log_head_position" not in text


@pytest.mark.parametrize(
    "line",
    [
        "secchange_log_head_position 9.0",
        "secchange_projected_position 7.0",
        'secchange_projected_lag_facts{partition="0"} 2.0',
        'secchange_projected_lag_seconds{partition="0"} 1.5',
        "secchange_parked_facts 2.0",
        "secchange_parked_streams 1.0",
        "secchange_generation 7.0",
        'secchange_up{check="database"} 1.0',
        'secchange_facts_total{step="relay"} 12.0',
        'secchange_batch_seconds_count{step="relay"} 2.0',
        'secchange_log_events_total{event="facts.relayed",level="info"} 2.0',
        'secchange_http_requests_total{method="GET",route="/m/{ref}",status="200"} 1.0',
    ],
)
def test_each_number_is_there(line: str) -> None:
    with watched(seconds_behind=1.5) as database:
        metrics = Metrics(Health(database, None, 60))
        for facts in (5, 7):
            metrics(structlog.get_logger(), "info", {"event": LogEvent.FACTS_RELAYED, "facts": facts, "seconds": 0.1})
        metrics.answered("GET", "/m/{ref}", 200)
        assert line in metrics.text().decode().splitlines()


def test_what_is_not_there_is_not_found() -> None:
    with watched() as database:
        health = Health(database, None, 60)
        assert answer("/", health, Metrics(health))[0] == 404
        assert answer("/metrics?now", health, Metrics(health))[0] == 200
