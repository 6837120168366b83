"""What the disk does by itself: the limit of whatever waits until something is written through to it."""

import os
from pathlib import Path
from time import perf_counter, sleep

from tests import stack
from tests.bench.figures import percentile

WRITTEN_THROUGH = "8 kB written through to the disk, nothing else at work, p99"
BYTES, TIMES, EVERY_SECONDS = 8_192, 300, 0.005


def by_itself() -> float:
    """In milliseconds, where the tests keep a database; into a file that is there by then, as the log of PostgreSQL."""
    with stack.own_folder() as folder:
        return percentile(_written_through(folder / "file"), 99)


def _written_through(path: Path) -> list[float]:
    took, room = list[float](), BYTES * 256
    file = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        os.posix_fallocate(file, 0, room)
        os.fsync(file)
        for number in range(TIMES):
            begun = perf_counter()
            os.pwrite(file, bytes(BYTES), number * BYTES % room)
            os.fdatasync(file)
            took.append(1000 * (perf_counter() - begun))
            sleep(EVERY_SECONDS)
    finally:
        os.close(file)
    return took
