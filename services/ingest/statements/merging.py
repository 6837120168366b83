"""PURE. One entry for a fact that is told in several places of a paper."""

from shared.domain.entry import Entry
from shared.domain.exclusion import values_said
from shared.domain.facts import AnyFact


def with_more(first: Entry[AnyFact], again: Entry[AnyFact]) -> Entry[AnyFact]:
    """The first telling, with what the second says beyond it, and the places of both."""
    more = {name: value for name, value in values_said(again.data).items() if name not in values_said(first.data)}
    update = {
        "data": first.data.model_copy(update=more),
        "source": first.source.model_copy(update={"locator": _both_places(first, again)}),
    }
    return first.model_copy(update=update)


def _both_places(first: Entry[AnyFact], again: Entry[AnyFact]) -> str | None:
    places = [*(first.source.locator or "").split("; "), again.source.locator or ""]
    return "; ".join(dict.fromkeys(place for place in places if place)) or None
