"""All rows of a long history made anew from the log, by the command; how long, and in how much memory."""

import sys
from collections.abc import Iterator
from time import perf_counter

from shared.eventlog.log import EventLog
from tests.bench.figures import Figures, Goal, Row
from tests.bench.memory import most_mb
from tests.bench.stand import Stand
from tests.cli.command import PROJECT, environment
from tests.long_histories import entries

OPEN_ITEMS = 2_000


def rebuilding(stand: Stand) -> Iterator[Row]:
    size = stand.size(1_000_000, 4_000)
    with stand.database() as long, stand.database() as short:
        _fill(long, size)
        _fill(short, size // 2)
        of_long, of_short = [], []
        for _ in range(stand.rounds):
            of_long.append(rebuilt(long))
            of_short.append(rebuilt(short))
    took = Figures(tuple(each for each, _ in of_long))
    yield Row(f"full rebuild of all read models, {size:,} facts", "s", took, Goal("at most", 40))
    most, half = (Figures(tuple(each for _, each in of)) for of in (of_long, of_short))
    yield Row("its most memory, with child processes", "MB", most, Goal("at most", 500))
    peer = (f"{size // 2:,} facts", half)
    yield Row("its most memory, beside half the history", "MB", most, Goal("at most", 1.1, of_peer=True), peer)


def rebuilt(database: str) -> tuple[float, float]:
    """Seconds of the whole process, and the most MB it held."""
    settings = {"SECCHANGE_DATABASE_URL": database, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:9"}
    command = [sys.executable, "-m", "services.cli", "project", "rebuild", "--json"]
    begun = perf_counter()
    most = most_mb(command, environment(settings), PROJECT)
    return perf_counter() - begun, most


def _fill(database: str, size: int) -> None:
    with EventLog.open(database) as log:
        log.import_entries(entries(size, min(OPEN_ITEMS, size // 20)))
