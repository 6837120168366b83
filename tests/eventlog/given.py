"""Entries for tests of the log, few and plain."""

from datetime import UTC, date, datetime

from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, AssessmentRequested, AssessmentReturned, ProposalNamed

KNOWN_AT = datetime(2020, 6, 12, 9, 0, tzinfo=UTC)
JUNE = Source(kind="paper", ref="paper/2020-06")
JULY = Source(kind="paper", ref="paper/2020-07")


def requested(ref: str, on: date = date(2020, 3, 26), *, n: int = 1, source: Source = JUNE) -> Entry[AnyFact]:
    return entry(AssessmentRequested(), ref, on=on, kind="PA", n=n, known_at=KNOWN_AT, source=source)


def returned(
    ref: str, on: date = date(2020, 5, 1), *, known_at: datetime = KNOWN_AT, source: Source = JUNE
) -> Entry[AnyFact]:
    return entry(AssessmentReturned(target_wd=15), ref, on=on, kind="PA", n=1, known_at=known_at, source=source)


def named(ref: str, title: str, *, known_at: datetime = KNOWN_AT, source: Source = JUNE) -> Entry[AnyFact]:
    fact = ProposalNamed(label=f"MP{ref}", title=title)
    return entry(fact, ref, by=date(2020, 5, 31), known_at=known_at, source=source)
