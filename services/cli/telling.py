"""The facts behind a figure, as `report explain` tells them."""

from collections.abc import Callable
from functools import cache

from services.cli.reading import Reading
from services.reporter.explain.explanation import Told
from services.reporter.listings.words import in_words
from shared.domain.recorded import Recorded


def telling_of(now: Reading) -> Callable[[str], Told | None]:
    """From a fact's id to what it says, by looking into the log once for each stream."""

    @cache
    def told(stream: str) -> dict[str, Told]:
        return {recorded.id: _told(recorded) for recorded in now.log.history(stream, upto=now.position)}

    return lambda id: told(id.rpartition("#")[0]).get(id)


def _told(recorded: Recorded) -> Told:
    source = recorded.entry.source
    day = str(recorded.entry.occurred_on or f"by {recorded.entry.occurred_by}")
    return Told(day, in_words(recorded), ", ".join(filter(None, (source.ref, source.locator))))
