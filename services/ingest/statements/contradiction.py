"""PURE. What says otherwise: the paper than itself, or than the log. Told as findings; the first word stands."""

from textwrap import shorten
from typing import Any

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.history import History, effective
from shared.domain.identity import identity_of
from shared.domain.recorded import Recorded
from shared.papers.finding import Finding
from shared.papers.statement import Place

Differing = dict[str, tuple[Any, Any]]
"""By field: what was said before, and what is said now."""

NO_CONTRADICTION = {"ProposalNamed": {"times"}, "ReleaseAssigned": {"planned_on"}}
"""Fields in which two papers may differ and both be right: how often they name it, and a release since moved."""


def with_itself(first: Entry[AnyFact], again: Entry[AnyFact], places: tuple[Place, Place]) -> Finding | None:
    """The paper tells one fact in two places, and not alike."""
    fields = differing(first.data, again.data)
    if not fields:
        return None
    message = f"{again.ref}: {again.type} is told twice and differs: {_in_words(fields)}"
    return Finding("told-once", message, places, "the first is recorded", (again.stream,))


def with_the_log(entry: Entry[AnyFact], place: Place, history: History) -> Finding | None:
    """The log has the fact, and not as the paper tells it."""
    found = _otherwise(entry, history)
    if not found:
        return None
    recorded, fields = found
    message = f"{entry.ref}: the log has {entry.type} otherwise ({recorded.id}): {_in_words(fields)}"
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


def differing(first: AnyFact, again: AnyFact) -> Differing:
    """By field: what both say, and say differently."""
    said, more = values_said(first), values_said(again)
    free = NO_CONTRADICTION.get(type(first).__name__, set())
    return {
        name: (value, more[name])
        for name, value in said.items()
        if name in more and name not in free and value != more[name]
    }


def values_said(fact: AnyFact) -> dict[str, Any]:
    """The fact's values by field; one left at its default says nothing."""
    fields = type(fact).model_fields
    return {name: value for name, field in fields.items() if (value := getattr(fact, name)) != field.default}


def _in_words(fields: Differing) -> str:
    return "; ".join(f"{name} {_short(one)} there, {_short(other)} here" for name, (one, other) in fields.items())


def _short(value: Any) -> str:
    return shorten(str(value), 60, placeholder=" …")
