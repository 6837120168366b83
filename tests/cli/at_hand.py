"""`secchange` in this process, on a system that stays open: as quick as the command itself."""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import structlog

from services.cli.app import run
from services.cli.carrier import Carrier
from services.cli.system import System
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.cli.command import Ran, environment

PERSON = {"SECCHANGE_PERSON": "Analyst One"}


@contextmanager
def system_at_hand(url: str) -> Iterator[System]:
    """A system over the database at `url`, with a broker in this process."""
    with EventLog.open(url) as log, RowStore(url) as store, Carrier(log, store) as carrier:
        yield System(url, CHANGE_EVENTS.name, log, store, carrier)


def secchange_on(system: System, *arguments: str, env: Mapping[str, str] = PERSON, stdin: bytes = b"") -> Ran:
    """One command line on the system. A fault of ours is raised."""

    @contextmanager
    def opened(home: Path | None, *, embedded: bool = False) -> Iterator[System]:
        yield system

    out, err = _stream("strict"), _stream("backslashreplace")  # as a process has them
    typed = io.TextIOWrapper(io.BytesIO(stdin))
    with (
        patch("services.cli.system.open_system", opened),
        patch("services.cli.reading.open_system", opened),
        patch.dict(os.environ, environment(env), clear=True),
        patch.object(sys, "stdin", typed),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        told = structlog.get_config()
        try:
            code = run(list(arguments))
        finally:
            structlog.configure(**told)  # what this process logs afterwards is the tests' own
    return Ran(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


class _Stream(io.TextIOWrapper):
    buffer: io.BytesIO


def _stream(errors: str) -> _Stream:
    return _Stream(io.BytesIO(), encoding="utf-8", errors=errors, newline="\n", write_through=True)
