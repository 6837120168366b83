"""What two tellings of one fact say differently: then they exclude each other, and one of them is wrong."""

from textwrap import shorten
from typing import Any

from shared.domain.facts import AnyFact

Differing = dict[str, tuple[Any, Any]]
"""By field: what was said before, and what is said now."""

NO_CONTRADICTION = {"ProposalNamed": {"times"}, "ReleaseAssigned": {"planned_on"}}
"""Fields in which two papers may differ and both be right: how often they name it, and a release since moved."""


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


def in_words(fields: Differing) -> str:
    """`title A there, B here`."""
    return "; ".join(f"{name} {_short(one)} there, {_short(other)} here" for name, (one, other) in fields.items())


def _short(value: Any) -> str:
    return shorten(str(value), 60, placeholder=" …")
