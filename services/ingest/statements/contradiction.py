"""PURE. What says otherwise: the paper than itself, or than the log. Told as findings; the first word stands."""

from shared.domain.entry import Entry
from shared.domain.exclusion import Differing, differing, in_words
from shared.domain.facts import AnyFact
from shared.domain.history import History, effective
from shared.domain.identity import identity_of
from shared.domain.recorded import Recorded
from shared.papers.finding import Finding
from shared.papers.statement import Place


def with_itself(first: Entry[AnyFact], again: Entry[AnyFact], places: tuple[Place, Place]) -> Finding | None:
    """The paper tells one fact in two places, and not alike."""
    fields = differing(first.data, again.data)
    if not fields:
        return None
    message = f"{again.ref}: {again.type} is told twice and differs: {in_words(fields)}"
    return Finding("told-once", message, places, "the first is recorded", (again.stream,))


def with_the_log(entry: Entry[AnyFact], place: Place, history: History) -> Finding | None:
    """The log has the fact, and not as the paper tells it."""
    found = _otherwise(entry, history)
    if not found:
        return None
    recorded, fields = found
    message = f"{entry.ref}: the log has {entry.type} otherwise ({recorded.id}): {in_words(fields)}"
    mend = f"where the paper is right, correct {recorded.id}"
    return Finding("paper-and-log-agree", message, (place,), mend, (entry.stream,))


def _otherwise(entry: Entry[AnyFact], history: History) -> tuple[Recorded, Differing] | None:
    """The recorded fact that says otherwise, both as it was recorded and as it was corrected since."""
    identity = identity_of(entry)
    for recorded in history:
        if identity_of(recorded.entry) == identity and (fields := differing(recorded.fact, entry.data)):
            standing = (now for now in effective(history) if now.id == recorded.id)
            if all(differing(now.fact, entry.data) for now in standing):
                return recorded, fields
    return None
