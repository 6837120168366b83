"""What makes two entries the same fact, told twice: the same stream, type, subject, day and saying."""

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact, EvidenceAdded


def identity_of(entry: Entry[AnyFact]) -> str:
    """Unique in the log: a fact that another paper repeats is not recorded again.

    A statement of standing has no day of its own, so its `occurred_by` is no part of it. An assessment fact is told
    by its day; only without one does the number decide, since papers do not print numbers.
    """
    subject: str = entry.kind or ""
    if entry.kind and entry.occurred_on is None:
        subject = f"{entry.kind}/{entry.n}"
    day = entry.occurred_on.isoformat() if entry.occurred_on else ""
    return "|".join((entry.stream, entry.type, subject, day, _saying(entry)))


def _saying(entry: Entry[AnyFact]) -> str:
    if isinstance(entry.data, EvidenceAdded):
        return f"{entry.data.of}|{entry.source.ref}"
    return entry.data.says()
