"""Papers and logs for the tests of the importer: readings made of statements, histories made of entries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from services.ingest.from_paper import Imported, facts_of
from shared.domain.codec import placed
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.history import History
from shared.domain.recorded import Recorded
from shared.papers.reading import Reading
from shared.papers.statement import Place, SectionId, Statement, Value, say

JUNE = {"ref": "SECP_81_1906_12", "month": "2020-06", "on": "2020-06-12", "to": "2020-05-31"}
JULY = {"ref": "SECP_82_1707_11", "month": "2020-07", "on": "2020-07-10", "to": "2020-06-30"}

Rows = Iterable[tuple[str, str, str, str, int, int]]


def open_rows(rows: Rows) -> list[Statement]:
    """From (stream, label, kind, accepted_on, target, duration)."""
    return [_row("assessment_open", "accepted_on", *row, line=200 + n) for n, row in enumerate(rows)]


def completed_rows(rows: Rows) -> list[Statement]:
    """From (stream, label, kind, returned_on, target, duration)."""
    return [_row("assessment_completed", "returned_on", *row, line=300 + n) for n, row in enumerate(rows)]


def _row(
    name: str, day: str, stream: str, label: str, kind: str, on: str, target_wd: int, duration_wd: int, *, line: int
) -> Statement:
    place = Place(line, "3. Refine / DCC Assessment timescales")
    days: dict[str, Value] = {day: on, "target_wd": target_wd, "duration_wd": duration_wd}
    return say("refine", name, stream, place, label=label, kind=kind, **days)


def head(paper: Mapping[str, str] = JUNE) -> list[Statement]:
    """The least that a paper must say of itself, and the window of its timescales."""
    place = Place(5, "Head")
    return [
        say("header", "paper_reference", "paper", place, ref=paper["ref"]),
        say("header", "paper_title", "paper", place, text="Change Status Report", month=paper["month"]),
        say("header", "action", "paper", place, text="For Decision"),
        say("header", "classification", "paper", place, word="White"),
        say("header", "author", "paper", place, name="Holly Burton", team="SECAS Team"),
        say("header", "issued", "paper", place, on=paper["on"]),
        say("refine", "window", "assessments", place, months=12, to=paper["to"]),
    ]


def statement(section: SectionId, kind: str, subject: str, line: int, **values: Value) -> Statement:
    return say(section, kind, subject, Place(line, f"{section} / {kind}"), **values)


def told(statements: Iterable[Statement], paper: Mapping[str, str] = JUNE, log: Sequence[Recorded] = ()) -> Imported:
    """What a paper of these statements makes, beside what the log holds."""
    return facts_of(reading((*head(paper), *statements)), lambda stream: of(stream, log))


def reading(statements: Iterable[Statement]) -> Reading:
    return Reading(tuple(statements), frozenset(), (), (), 400)


def of(stream: str, log: Sequence[Recorded]) -> History:
    return [recorded for recorded in log if recorded.stream == stream]


def recorded(entries: Iterable[Entry[AnyFact]]) -> list[Recorded]:
    """The log that holds these entries and no others."""
    log: list[Recorded] = []
    for position, entry in enumerate(entries, start=1):
        version = len(of(entry.stream, log)) + 1
        log.append(placed(entry, position, entry.stream, version, datetime(2026, 11, 1, tzinfo=UTC)))
    return log


def facts(imported: Imported, fact: type[AnyFact]) -> list[Entry[AnyFact]]:
    return [entry for entry in imported.entries if isinstance(entry.data, fact)]


def day(text: str) -> date:
    return date.fromisoformat(text)
