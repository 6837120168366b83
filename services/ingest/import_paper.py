"""From the bytes of a published paper into the log: all of its facts in one transaction, or none."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import structlog

from services.ingest.from_paper import facts_of
from shared.eventlog.importing import FACTS_PER_TRANSACTION
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.office.word import paper_text
from shared.papers.decode import NotAPaper
from shared.papers.finding import Finding
from shared.papers.read import read
from shared.papers.reading import PaperLine, Reading
from shared.papers.statement import SectionId

SECTIONS: tuple[SectionId, ...] = ("summary", "define", "refine", "opine", "releases")
"""Where every Change Status Report says something, if only that there is nothing."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PaperImported:
    """What became of the paper. `told`: its facts by type, of which so many were recorded, repeated, or evidence.

    `not_understood`: lines that made no fact and should have. `findings`: what is said otherwise elsewhere, which is
    not recorded.
    """

    recorded: int
    repeated: int
    evidence: int
    told: Mapping[str, int]
    not_understood: tuple[PaperLine, ...]
    findings: tuple[Finding, ...]


def import_paper(data: bytes, log: EventLog, *, now: datetime) -> PaperImported:
    """Records what the paper says and the log has not. Raises NotAPaper, and then nothing is recorded.

    What is not understood is listed and the rest recorded. Importing a paper again adds nothing; what an earlier
    paper said gains this one as evidence. Safe to repeat.
    """
    reading = read(paper_text(data))
    _check_whole(reading)
    imported = facts_of(reading, cache(log.history))
    if len(imported.entries) > FACTS_PER_TRANSACTION:
        raise NotAPaper(f"tells {len(imported.entries):,} facts; a Change Status Report tells about 200")
    for entry in imported.entries:
        if entry.known_at > now:
            raise NotAPaper(f"is dated {entry.known_at.date()}, which is yet to come: import it when it is out")
    done = log.import_entries(imported.entries)
    result = PaperImported(
        done.recorded,
        done.repeated,
        done.evidence,
        told=dict(sorted(Counter(entry.type for entry in imported.entries).items())),
        not_understood=imported.not_understood,
        findings=imported.findings,
    )
    _log.info(LogEvent.PAPER_IMPORTED, not_understood=len(result.not_understood), **done.counts)
    return result


def _check_whole(reading: Reading) -> None:
    said = {statement.section for statement in reading.statements}
    if missing := [section.capitalize() for section in SECTIONS if section not in said]:
        raise NotAPaper(
            f"it ends at line {reading.lines} and says nothing under {', '.join(missing)}: is the file whole?"
        )
