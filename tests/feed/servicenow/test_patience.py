"""How long a source is waited for."""

from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.feed.servicenow.patience import backoff_seconds, failed, is_open, seconds_asked_for, well
from shared.inbox.polls import PollStanding

NOW = datetime(2020, 6, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("Fri, 12 Jun 2020 09:02:00 GMT", 120.0),
        ("Fri, 12 Jun 2020 10:02:00 +0100", 120.0),
        ("Fri, 12 Jun 2020 08:00:00 GMT", 0.0),
        ("99999999999999999999", 86_400.0),
        ("Sat, 12 Jun 2060 09:00:00 GMT", 86_400.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
    ],
)
def test_retry_after_is_a_number_of_seconds_or_a_date(told: str | None, seconds: float | None) -> None:
    assert seconds_asked_for(told, NOW) == seconds


def test_each_failure_doubles_the_wait_up_to_half_a_minute() -> None:
    assert [backoff_seconds(failures, 1.0) for failures in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    assert backoff_seconds(3, 0.25) == 1.0


def test_the_fifth_failure_in_a_row_opens_the_circuit() -> None:
    standing = PollStanding("urn:dcc:itsm:test")
    for _ in range(4):
        standing = failed(standing, NOW, "away", None)
    assert not is_open(standing) and standing.left_alone_until is None
    standing = failed(standing, NOW, "away", None)
    assert is_open(standing) and standing.left_alone_until == NOW + timedelta(minutes=15)
    assert well(standing, NOW) == PollStanding("urn:dcc:itsm:test", polled_at=NOW)


def test_what_the_source_asks_for_counts_before_that() -> None:
    standing = failed(PollStanding("urn:dcc:itsm:test"), NOW, "429", 600.0)
    assert standing.left_alone_until == NOW + timedelta(minutes=10)
