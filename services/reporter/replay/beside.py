"""A long log folded by several processes: each folds a share of the streams, and then answers which rows it has."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from services.reporter.needed import Question, Read
from services.reporter.replay.kept import Kept, kept
from services.reporter.replay.reading import pages_of, told
from services.reporter.replay.serving import answered, serve
from shared import processes
from shared.eventlog.log import EventLog
from shared.eventlog.share import shares
from shared.processes import answer, ask
from shared.readmodels.as_json import read_lines
from shared.readmodels.only import Only

FACTS_WORTH_A_PROCESS = 100_000
"""With fewer, it would take longer to start than it saves."""
FACTS_MEANWHILE = 60_000
"""So many can be folded while another process starts."""
ABOUT = timedelta(days=92)
"""Rows of so many days more than are needed are given, before and after. Whoever asks for too few of them, so that
something is left out of papers made from kept rows, makes another paper here."""


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
        yield partial(_read, kept(told(pages_of(log, position, own), passed_over)), pipes)


def _read(
    own: Mapping[str, Kept], pipes: Sequence[Connection], questions: Sequence[Question]
) -> Sequence[Mapping[str, Any]]:
    asked = [(model.name, _wider(only)) for model, only in questions]
    for pipe in pipes:
        ask(pipe, asked)
    found: list[dict[str, Any]] = [dict(rows) for rows in answered(own, asked)]
    for pipe in pipes:
        for (model, _), rows, (keys, lines) in zip(questions, found, answer(pipe), strict=True):
            rows.update(zip(keys, read_lines(model.row, lines), strict=True))
    return found


def _wider(only: Only) -> Only:
    first, last = only.settled_from, only.as_of
    earlier = first and max(first, date.min + ABOUT) - ABOUT
    return Only(last and min(last, date.max - ABOUT) + ABOUT, earlier, only.keys, only.streams)
