"""A long log folded by several processes: each folds a share of the streams, and then answers which rows it has."""

import gc
import logging
import signal
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from services.reporter.needed import Question, Read
from services.reporter.replay.reading import pages_of, told
from services.reporter.views import Folded, folded
from shared import processes
from shared.eventlog.log import Address, EventLog
from shared.eventlog.share import Share, shares
from shared.logs import configure
from shared.processes import answer, ask
from shared.readmodels.only import Only

FACTS_WORTH_A_PROCESS = 100_000
"""With fewer, it would take longer to start than it saves."""
FACTS_MEANWHILE = 60_000
"""So many can be folded while another process starts."""
ABOUT = timedelta(days=92)
"""Rows of so many days more than are needed are given, before and after. Whoever asks for too few of them, so that
something is left out of papers made from kept rows, makes another paper here."""

Named = Sequence[tuple[str, Only]]
"""Questions, each with no more of its read model than the name."""


def worth(position: int) -> int:
    """How many processes are worth it for a log up to there; this one is the first of them."""
    return processes.worth(position, FACTS_WORTH_A_PROCESS)


@contextmanager
def side_by_side(log: EventLog, position: int, count: int, passed_over: Collection[int] = ()) -> Iterator[Read]:
    """What asks all `count` of them, for as long as the block runs. Raises LogUnavailable, NotAFact and ProcessEnded,
    and so does whoever asks."""
    each = max(position - FACTS_MEANWHILE, count) / count
    own, *theirs = shares([each + FACTS_MEANWHILE, *[each] * (count - 1)])
    with processes.side_by_side(serve, [(log.address, share, position, passed_over) for share in theirs]) as pipes:
        yield partial(_read, folded(told(pages_of(log, position, own), passed_over)), pipes)


def _read(own: Folded, pipes: Sequence[Connection], questions: Sequence[Question]) -> Sequence[Mapping[str, Any]]:
    asked = [(model.name, _wider(only)) for model, only in questions]
    for pipe in pipes:
        ask(pipe, asked)
    parts = [_answered(own, asked), *map(answer, pipes)]
    return [{key: row for rows in found for key, row in rows.items()} for found in zip(*parts, strict=True)]


def _wider(only: Only) -> Only:
    first, last = only.settled_from, only.as_of
    earlier = first and max(first, date.min + ABOUT) - ABOUT
    return Only(last and min(last, date.max - ABOUT) + ABOUT, earlier, only.keys, only.streams)


def serve(pipe: Connection, address: Address, share: Share, position: int, passed_over: Collection[int] = ()) -> None:
    """Folds the share, and answers which rows there are until nobody is there who would ask."""
    # Ctrl-C is for whoever asks, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure(level=logging.ERROR)
    gc.disable()
    found = _folded_or_why(address, share, position, passed_over)
    with suppress(EOFError, ConnectionError):
        while True:
            asked = pipe.recv()
            pipe.send(found if isinstance(found, Exception) else _answered(found, asked))


def _folded_or_why(address: Address, share: Share, position: int, passed_over: Collection[int]) -> Folded | Exception:
    try:
        with EventLog.open(address.url, schema=address.schema, create_missing=False) as log:
            return folded(told(pages_of(log, position, share), passed_over))
    except Exception as error:
        return error


def _answered(rows: Folded, asked: Named) -> list[Mapping[str, Any]]:
    return [only.of(rows[name]) for name, only in asked]
