"""PURE. One entry for a fact that is said in several places; and what says otherwise than what is known."""

from collections.abc import Iterable, Iterator
from typing import Any

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.history import History, effective
from shared.domain.identity import identity_of
from shared.domain.recorded import Recorded

NO_CONTRADICTION = {"ProposalNamed": {"times"}, "ReleaseAssigned": {"planned_on"}}
"""Fields in which two papers may differ and both be right: how often they name it, and a release since moved."""


def with_more(first: Entry[AnyFact], again: Entry[AnyFact]) -> Entry[AnyFact]:
    """The first telling, with what the second says beyond it, and the places of both."""
    more = {name: value for name, value in _said(again).items() if name not in _said(first)}
    places = (first.source.locator or "").split("; ")
    if again.source.locator and again.source.locator not in places:
        places.append(again.source.locator)
    source = first.source.model_copy(update={"locator": "; ".join(places)})
    return first.model_copy(
        update={"data": first.data.model_copy(update=more), "source": source, "actor": first.actor or again.actor}
    )


def differing(first: AnyFact, again: AnyFact) -> dict[str, tuple[Any, Any]]:
    """By field: what both say, and say differently. A field left at its default says nothing."""
    said, more = _values(first), _values(again)
    return {
        name: (said[name], more[name])
        for name in said.keys() & more.keys() - NO_CONTRADICTION.get(type(first).__name__, set())
        if said[name] != more[name]
    }


def _said(entry: Entry[AnyFact]) -> dict[str, Any]:
    return _values(entry.data)


def _values(fact: AnyFact) -> dict[str, Any]:
    fields = type(fact).model_fields
    return {name: value for name, field in fields.items() if (value := getattr(fact, name)) != field.default}


def otherwise(entry: Entry[AnyFact], history: History) -> tuple[Recorded, dict[str, tuple[Any, Any]]] | None:
    """The recorded fact that is the same and says otherwise, both as it was recorded and as it now stands."""
    identity = identity_of(entry)
    for recorded in history:
        if identity_of(recorded.entry) == identity and (fields := differing(recorded.fact, entry.data)):
            standing = (now for now in effective(history) if now.id == recorded.id)
            if all(differing(now.fact, entry.data) for now in standing):
                return recorded, fields
    return None


def in_words(fields: dict[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (one, other) in fields.items():
        yield f"{name} {one} there, {other} here"


def joined(entries: Iterable[Entry[AnyFact]]) -> tuple[Entry[AnyFact], ...]:
    """In the order of the days they count from; those of one day as they come."""
    return tuple(sorted(entries, key=lambda entry: entry.day))
