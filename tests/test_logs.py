"""What the services say about themselves: one object a line, by names from the catalogue, never a password."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from shared import logs
from shared.logs import LogEvent


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """A stream that no terminal watches, to which logs go for the length of a test."""
    stream, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure(stream)
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_object_a_line_with_its_values_as_keys(written: io.StringIO) -> None:
    structlog.get_logger().info(LogEvent.FACTS_APPENDED, stream="106", facts=2)

    (line,) = lines(written)
    assert (line["event"], line["level"], line["stream"], line["facts"]) == ("facts.appended", "info", "106", 2)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line["timestamp"])


def test_an_address_is_logged_without_its_password(written: io.StringIO) -> None:
    structlog.get_logger().warning(LogEvent.LOG_CONNECTION_LOST, at="postgresql://keeper:hunter2@host/secchange")

    assert "hunter2" not in written.getvalue()
    assert lines(written)[0]["at"] == "postgresql://keeper:…@host/secchange"


def test_an_error_keeps_its_trace_within_its_line(written: io.StringIO) -> None:
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        structlog.get_logger().exception(LogEvent.LOG_CONNECTION_LOST)

    (line,) = lines(written)
    assert "RuntimeError: broken" in line["exception"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_trace_on_a_terminal_does_not_show_what_variables_hold(written: io.StringIO) -> None:
    watched = Terminal()
    logs.configure(watched)
    token = "hunter2".upper()
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        structlog.get_logger().exception(LogEvent.LOG_CONNECTION_LOST)

    assert "RuntimeError: broken" in watched.getvalue()
    assert token not in watched.getvalue()


def test_a_librarys_warning_comes_in_the_same_form(written: io.StringIO) -> None:
    logging.getLogger("kafka").warning("no broker at %s", "127.0.0.1:9092")
    logging.getLogger("kafka").info("chatter")

    (line,) = lines(written)
    assert (line["event"], line["level"]) == ("library.told", "warning")
    assert (line["logger"], line["text"]) == ("kafka", "no broker at 127.0.0.1:9092")


def test_a_librarys_error_is_no_more_than_a_warning(written: io.StringIO) -> None:
    """Whether a person must act, the service that uses it knows."""
    try:
        raise ConnectionError("refused")
    except ConnectionError:
        logging.getLogger("kafka").exception("cannot connect to %s", "127.0.0.1:9092")

    (line,) = lines(written)
    assert (line["event"], line["level"]) == ("library.told", "warning")
    assert "ConnectionError: refused" in line["exception"]


def test_what_a_library_repeats_is_counted_and_not_written_each_time(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr(logs, "monotonic", lambda: now)
    for node in range(180):
        logging.getLogger("kafka").error("no answer of node %s", node)
    logging.getLogger("kafka").error("something else")
    now += logs.SAID_AGAIN_AFTER_SECONDS
    logging.getLogger("kafka").error("no answer of node %s", 7)

    assert [(line["text"], line["repeated"]) for line in lines(written)] == [
        ("no answer of node 0", 0),
        ("something else", 0),
        ("no answer of node 7", 179),
    ]


def test_a_command_that_tells_its_own_trouble_keeps_the_libraries_silent(written: io.StringIO) -> None:
    logs.configure(written, level=logging.ERROR)
    logging.getLogger("kafka").error("no broker at %s", "127.0.0.1:9092")
    structlog.get_logger().error(LogEvent.LOG_CONNECTION_LOST)

    assert [line["event"] for line in lines(written)] == ["log.connection_lost"]


@pytest.mark.parametrize("event", list(LogEvent))
def test_every_event_has_a_dotted_name_and_a_line_of_meaning(event: LogEvent) -> None:
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", event)
    assert re.fullmatch(r"[A-Z].*\.", event.meaning), "a sentence"
    assert str(event) == event.value
