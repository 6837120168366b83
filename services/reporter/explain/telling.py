"""The facts behind a figure or a line, as `report explain` tells them."""

from collections.abc import Callable

from services.reporter.explain.values import Told
from services.reporter.explain.without import Histories
from services.reporter.listings.words import in_words
from shared.domain.recorded import Recorded


def telling_of(histories: Histories) -> Callable[[str], Told | None]:
    """From a fact's id to what it says."""
    facts = {recorded.id: recorded for history in histories.values() for recorded in history}
    return lambda id: _told(facts[id]) if id in facts else None


def _told(recorded: Recorded) -> Told:
    entry = recorded.entry
    day = str(entry.occurred_on or f"by {entry.occurred_by}")
    source = ", ".join(filter(None, (entry.source.ref, entry.source.locator)))
    return Told(day, in_words(recorded), source, recorded.position, recorded.known_at.isoformat())
