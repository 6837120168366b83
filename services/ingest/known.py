"""PURE. Nothing is known before its time: one fact from the future would hide all later ones from "as known then"."""

from datetime import datetime, timedelta

from shared.domain.codec import NotAFact
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact

CLOCKS_DIFFER_BY = timedelta(minutes=10)


def check_known(entry: Entry[AnyFact], now: datetime) -> None:
    """Raises NotAFact where the entry says that it was known later than `now`, give or take a few minutes."""
    if entry.known_at > now + CLOCKS_DIFFER_BY:
        raise NotAFact(f"known_at {entry.known_at.isoformat()} is yet to come: expected a moment up to now")
