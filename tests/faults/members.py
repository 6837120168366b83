"""Projectors as processes of one group: what each of them says, where each of them is, and ways to ill-treat it."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg

from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from tests.faults.said import said_in
from tests.flow.processes import service


class Member:
    """A projector with a name of its own. It must end by itself, and well, when it is told to."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self._log = log

    def said(self, event: LogEvent) -> list[dict[str, Any]]:
        """What it logged of this kind so far, in order."""
        return [line for line in said_in(self._log) if line["event"] == event]

    def holds(self) -> set[int]:
        """The partitions that it last said are its own."""
        told = self.said(LogEvent.PARTITIONS_ASSIGNED)
        return set(told[-1]["partitions"]) if told else set()

    def freeze(self) -> None:
        os.kill(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)


@contextmanager
def member(name: str, env: Mapping[str, str], folder: Path) -> Iterator[Member]:
    log = folder / f"{name}.log"
    with service("projector", "--member", name, env=env, log=log) as process:
        try:
            yield Member(process, log)
        finally:
            process.send_signal(signal.SIGCONT)


def projected(url: str) -> dict[int, int]:
    """The bookmarks of the live rows; none before there are rows."""
    with RowStore(url) as store:
        live = store.live_if_any()
        return store.bookmarks(live) if live else {}


def until_projected(url: str, marks: Mapping[int, int], within_seconds: float = 60.0) -> None:
    """Returns when every bookmark of the live rows is where `marks` says."""
    with RowStore(url) as store:
        deadline = monotonic() + within_seconds
        while (found := store.bookmarks(store.live())) != marks:
            assert monotonic() < deadline, f"{found} is not {marks} after {within_seconds} seconds"
            sleep(0.02)


def relayed(url: str) -> int:
    """The last position of the log that is known to be on the topic."""
    with psycopg.connect(url) as connection:
        (position,) = connection.execute("SELECT max(position) FROM eventlog.relay_progress").fetchone() or (None,)
    return position or 0


def amid_transactions(url: str) -> int:
    """How many of those who write rows are in the middle of it."""
    with psycopg.connect(url) as connection:
        found = connection.execute(
            """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE application_name = 'secchange rows'
              AND state <> 'idle'
            """
        ).fetchone()
    return int(found[0]) if found else 0
