"""The decision trail of a modification: every fact of its stream, mended ones too, in the order of their days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from services.reporter.listings.words import in_words
from shared.domain.facts import FactCorrected, FactRetracted
from shared.domain.recorded import Recorded


def trail(history: Iterable[Recorded], day: date) -> list[dict[str, Any]]:
    """One step a fact, as recorded. `corrected_by` names the facts that mended or retracted it."""
    told = [recorded for recorded in history if recorded.day <= day]
    mended: dict[str, list[str]] = defaultdict(list)
    for recorded in told:
        if isinstance(recorded.fact, FactCorrected | FactRetracted):
            mended[recorded.fact.of].append(recorded.id)
    return [_step(recorded, mended[recorded.id]) for recorded in sorted(told, key=lambda r: (r.day, r.position))]


def _step(recorded: Recorded, corrected_by: list[str]) -> dict[str, Any]:
    entry = recorded.entry
    return {
        "id": recorded.id,
        "type": entry.type,
        "occurred_on": entry.occurred_on.isoformat() if entry.occurred_on else None,
        "occurred_by": entry.occurred_by.isoformat() if entry.occurred_by else None,
        "known_at": entry.known_at.isoformat(),
        "recorded_at": recorded.recorded_at.isoformat(),
        "position": recorded.position,
        "body": entry.actor.body if entry.actor else None,
        "what": in_words(recorded),
        "source": entry.source.model_dump(exclude_none=True),
        "corrected_by": corrected_by,
    }
