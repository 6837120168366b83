"""How a service ends that cannot go on: with an event, and the exit code that any command gives for the same."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
import typer

from services.cli.exits import Exit, explained
from shared.logs import LogEvent

log = structlog.get_logger()


@contextmanager
def failing_aloud(service: str) -> Iterator[None]:
    """Around the whole of a service. Wrong usage is left to be told as by every command: nothing has begun."""
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        told = explained(error)
        if told is None:
            log.error(LogEvent.SERVICE_FAILED, service=service, reason=_in_one_line(error), exc_info=True)
            raise typer.Exit(Exit.FAILED) from error
        if told.code is Exit.USAGE:
            raise
        log.error(LogEvent.SERVICE_FAILED, service=service, reason=told.sentence)
        raise typer.Exit(told.code) from error


def _in_one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
