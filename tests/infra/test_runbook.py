"""The runbook has an entry for each log event that needs a person, and no command in it is wrong."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

from services.cli.app import app, join
from shared.logs import LogEvent

PROJECT = Path(__file__).parents[2]
RUNBOOK = (PROJECT / "infra" / "RUNBOOK.md").read_text("utf-8")
NEEDS_A_PERSON = ("warning", "error", "exception", "critical")


@cache
def logged() -> frozenset[tuple[str, LogEvent]]:
    """Level and event of each call in the sources that logs one."""
    return frozenset(_logged())


def _logged() -> Iterator[tuple[str, LogEvent]]:
    for folder in ("shared", "services"):
        for file in (PROJECT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                match node:
                    case ast.Call(
                        func=ast.Attribute(attr=level),
                        args=[ast.Attribute(value=ast.Name(id="LogEvent"), attr=name), *_],
                    ):
                        yield level, LogEvent[name]


def entries() -> dict[str, str]:
    """The text of each entry, by the event that heads it."""
    _, *parts = re.split(r"^### `(.+)`$", RUNBOOK, flags=re.M)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_event_that_is_logged_as_a_warning_or_an_error_has_an_entry_and_no_other() -> None:
    assert set(entries()) == {event.value for level, event in logged() if level in NEEDS_A_PERSON}


@pytest.mark.parametrize("event", entries())
def test_an_entry_tells_the_level_at_which_its_event_is_logged(event: str) -> None:
    levels = {level for level, logged_event in logged() if logged_event == event}
    assert levels == {re.findall(r"^Level (\w+)\.", entries()[event], re.M)[0]}


@pytest.mark.parametrize("event", list(LogEvent))
def test_every_event_of_the_catalogue_is_logged_somewhere(event: LogEvent) -> None:
    assert event in {logged_event for _, logged_event in logged()}


@pytest.mark.parametrize("line", sorted(set(re.findall(r"secchange ((?:[a-z]+ ?)+)", RUNBOOK))))
def test_every_command_is_there(line: str) -> None:
    join()
    command = typer.main.get_command(app)
    for word in line.split():
        command = command.commands[word]  # type: ignore[attr-defined]


@pytest.mark.parametrize("option", sorted(set(re.findall(r"--[a-z][a-z-]*", RUNBOOK))))
def test_every_option_is_there(option: str) -> None:
    assert any(option in file.read_text("utf-8") for file in (PROJECT / "services" / "cli").glob("*.py"))
