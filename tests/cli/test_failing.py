"""A service that cannot go on says so by one event, and ends with the code that any command gives for the same."""

import json

import pytest
import typer
from structlog.testing import capture_logs

from services.cli.exits import Exit, WrongUsage
from services.cli.failing import failing_aloud
from shared.rowstore.errors import RowsOutdated
from shared.transport.broker import BrokerUnavailable, Displaced
from tests.cli.command import secchange


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RowsOutdated(), Exit.FAILED),
        (Displaced("one runs elsewhere too: give each process its own name"), Exit.FAILED),
        (BrokerUnavailable("Kafka does not answer: see that it runs"), Exit.UNAVAILABLE),
    ],
)
def test_trouble_that_a_sentence_explains_is_told_by_that_sentence(error: Exception, code: Exit) -> None:
    with capture_logs() as logged, pytest.raises(typer.Exit) as ended, failing_aloud("projector"):
        raise error
    assert ended.value.exit_code == code
    assert logged == [{"event": "service.failed", "log_level": "error", "service": "projector", "reason": str(error)}]


def test_a_fault_of_ours_is_told_with_its_trace() -> None:
    with capture_logs() as logged, pytest.raises(typer.Exit) as ended, failing_aloud("reporter"):
        raise ZeroDivisionError("by\nzero")
    assert ended.value.exit_code == Exit.FAILED
    [event] = logged
    assert (event["reason"], event["exc_info"]) == ("ZeroDivisionError: by zero", True)


def test_wrong_usage_is_left_to_be_told_as_by_every_command() -> None:
    with capture_logs() as logged, pytest.raises(WrongUsage), failing_aloud("up"):
        raise WrongUsage("expected something else")
    assert logged == []


def test_all_that_a_service_writes_as_it_fails_is_one_object_a_line() -> None:
    nowhere = {
        "SECCHANGE_DATABASE_URL": "postgresql://someone:secret@127.0.0.1:1/x",
        "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1",
    }
    ran = secchange("reporter", env=nowhere)
    [line] = [json.loads(line) for line in ran.err.splitlines()]
    assert (ran.code, line["event"], line["service"]) == (4, "service.failed", "reporter")
    assert "secret" not in ran.err
