"""From a file of facts, one a line, into the log. Constant memory; what is no fact is told and passed over."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

import structlog

from services.ingest.fact_line import FactLine, fact_of
from services.ingest.known import check_known
from services.ingest.lines import Line, lines_of
from services.ingest.mending import check_mend, mends
from shared.domain.codec import NotAFact
from shared.eventlog.importing import FACTS_PER_TRANSACTION
from shared.eventlog.log import EventLog
from shared.eventlog.plan import Imported
from shared.logs import LogEvent

BYTES_PER_TRANSACTION = 16 << 20
"""A transaction of large facts ends here, so that memory stays small whatever the file."""

NOTHING = Imported(0, 0, 0)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class FactsImported:
    """`lines` that were not blank, and what became of each: all but `lines` add up to it. `told`: facts by type."""

    lines: int
    recorded: int
    repeated: int
    evidence: int
    refused: int
    told: Mapping[str, int]


@dataclass
class _Import:
    log: EventLog
    refuse: Callable[[Refused], None]
    now: datetime
    done: Imported = NOTHING
    refused: int = 0
    told: Counter[str] = field(default_factory=Counter)
    waiting: list[FactLine] = field(default_factory=list)
    waiting_streams: set[str] = field(default_factory=set)
    waiting_bytes: int = 0

    def take(self, line: Line) -> None:
        try:
            fact = fact_of(line)
            check_known(fact.entry, self.now)
            if mends(fact):
                self._check(fact)
        except NotAFact as error:
            self.refused += 1
            self.refuse(Refused(line.number, str(error)))
            return
        self.waiting.append(fact)
        self.waiting_streams.add(fact.entry.stream)
        self.waiting_bytes += line.size
        if len(self.waiting) >= FACTS_PER_TRANSACTION or self.waiting_bytes >= BYTES_PER_TRANSACTION:
            self.record()

    def _check(self, mend: FactLine) -> None:
        stream = mend.entry.stream
        if stream in self.waiting_streams:
            self.record()  # what it speaks of may be among those that wait
        check_mend(mend, self.log.history(stream))

    def record(self) -> None:
        if self.waiting:
            done = self.log.import_entries([fact.entry for fact in self.waiting])
            self.done = self.done.plus(done)
            self.told.update(fact.entry.type for fact in self.waiting)
            for place, reason in done.excluded:
                self.refuse(Refused(self.waiting[place].number, reason))
                self.told[self.waiting[place].entry.type] -= 1
            self.refused += len(done.excluded)
            self.waiting, self.waiting_streams, self.waiting_bytes = [], set(), 0


def import_facts(file: BinaryIO, log: EventLog, refuse: Callable[[Refused], None], *, now: datetime) -> FactsImported:
    """Records every fact in `file` that the log has not, in large transactions; `refuse` is told of each other line.

    Blank lines, a byte-order mark and what an export adds are passed over. Safe to repeat, also after a crash: what
    was recorded stays and is not recorded again.
    """
    doing = _Import(log, refuse, now)
    lines = _each(lines_of(file), doing)
    doing.record()
    result = FactsImported(lines, *doing.done[:3], doing.refused, dict(sorted((+doing.told).items())))
    _log.info(LogEvent.FILE_IMPORTED, lines=lines, refused=doing.refused, **doing.done.counts)
    return result


def _each(lines: Iterable[Line], doing: _Import) -> int:
    count = 0
    for line in lines:
        if not line.is_blank:
            doing.take(line)
            count += 1
    return count
