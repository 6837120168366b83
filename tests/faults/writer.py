"""A writer as a process of its own, to be killed: `python -m tests.faults.writer URL SIZE SEED NUMBER WRITERS RATE`.

For each fact it is told is durable it writes a line: place among the entries, position, version, moment.
"""

import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event

from shared import logs
from shared.domain.codec import placed
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from tests.faults.load import appending, share_of
from tests.histories import entries


def main(url: str, size: str, seed: str, number: str, writers: str, per_second: str) -> None:
    """Appends its share until it is ended, from where an earlier life of it was."""
    logs.configure()
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    told = share_of(entries(int(size), int(seed)), int(number), int(writers))
    with EventLog.open(url) as log:
        for place, fact in appending(log, told, float(per_second), stop):
            # One write a line: a kill leaves no half of one.
            print(f"{place} {fact.position} {fact.version} {fact.recorded_at.isoformat()}\n", end="", flush=True)
    if not stop.is_set():
        sys.exit("the load ran dry before the test was over: give it a larger size")


def acknowledged_in(file: Path, told: Sequence[Entry[AnyFact]]) -> Iterator[Recorded]:
    """What the writer of this share has said in this file."""
    for line in file.read_text().splitlines():
        place, position, version, moment = line.split()
        entry = told[int(place)]
        yield placed(entry, int(position), entry.stream, int(version), datetime.fromisoformat(moment))


if __name__ == "__main__":
    main(*sys.argv[1:])
