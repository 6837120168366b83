"""What a process does that folds a share of the log: it answers which rows there are."""

import gc
import logging
import signal
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from services.reporter.replay.kept import Kept, kept
from services.reporter.replay.reading import pages_of, told
from shared.eventlog.log import Address, EventLog
from shared.eventlog.share import Share
from shared.logs import configure
from shared.readmodels.as_json import as_lines
from shared.readmodels.only import Only

Named = Sequence[tuple[str, Only]]
"""Questions, each with no more of its read model than the name."""


def serve(pipe: Connection, address: Address, share: Share, position: int, passed_over: Collection[int] = ()) -> None:
    """Folds the share, and answers which rows there are until nobody is there who would ask."""
    # Ctrl-C is for whoever asks, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure(level=logging.ERROR)
    gc.disable()
    found = _kept_or_why(address, share, position, passed_over)
    with suppress(EOFError, ConnectionError):
        while True:
            asked = pipe.recv()
            pipe.send(found if isinstance(found, Exception) else [_packed(rows) for rows in answered(found, asked)])


def _kept_or_why(
    address: Address, share: Share, position: int, passed_over: Collection[int]
) -> dict[str, Kept] | Exception:
    try:
        with EventLog.open(address.url, schema=address.schema, create_missing=False) as log:
            return kept(told(pages_of(log, position, share), passed_over))
    except Exception as error:
        return error


def answered(share: Mapping[str, Kept], asked: Named) -> list[Mapping[str, Any]]:
    """Of each question the rows, by key."""
    return [share[name].of(only) for name, only in asked]


def _packed(rows: Mapping[str, Any]) -> tuple[list[str], bytes]:
    """Keys, and what `read_lines` reads: to pickle a row takes ten times as long."""
    return list(rows), as_lines(rows.values())
