"""The decision trail of a modification: every fact of its stream, mended ones too, in the order of their days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.reporter.listings.bodies import body_of
from services.reporter.listings.words import in_words
from shared.domain.facts import CorrectionProposed, CorrectionRefused, EvidenceAdded, FactCorrected, FactRetracted
from shared.domain.recorded import Recorded


@dataclass(frozen=True, slots=True)
class _Links:
    """By the id of a fact, the ids of those that speak of it."""

    mended: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    proposed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    answered: dict[str, str] = field(default_factory=dict)
    attested: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def trail(history: Iterable[Recorded], day: date) -> list[dict[str, Any]]:
    """One step a fact, as recorded; links lead from what was mended to what mends it, and back.

    `body` is the actor's, or where nobody is named, whose deed it is by its type.
    """
    told = [recorded for recorded in history if recorded.day <= day]
    links = _links(told)
    return [_step(recorded, links) for recorded in sorted(told, key=lambda r: (r.day, r.position))]


def _links(told: Iterable[Recorded]) -> _Links:
    links = _Links()
    for recorded in told:
        match recorded.fact:
            case FactCorrected(of=of, proposal=proposal) | FactRetracted(of=of, proposal=proposal):
                links.mended[of].append(recorded.id)
                if proposal:
                    links.answered[proposal] = recorded.id
            case CorrectionProposed(of=of):
                links.proposed[of].append(recorded.id)
            case CorrectionRefused(proposal=proposal):
                links.answered[proposal] = recorded.id
            case EvidenceAdded(of=of):
                links.attested[of].append(recorded.id)
            case _:
                pass
    return links


def _step(recorded: Recorded, links: _Links) -> dict[str, Any]:
    entry, actor = recorded.entry, recorded.entry.actor
    return {
        "id": recorded.id,
        "type": entry.type,
        "occurred_on": entry.occurred_on.isoformat() if entry.occurred_on else None,
        "occurred_by": entry.occurred_by.isoformat() if entry.occurred_by else None,
        "known_at": entry.known_at.isoformat(),
        "recorded_at": recorded.recorded_at.isoformat(),
        "position": recorded.position,
        "body": actor.body if actor else body_of(recorded.fact),
        "person": actor.person if actor else None,
        "role": actor.role if actor else None,
        "what": in_words(recorded),
        "source": entry.source.model_dump(exclude_none=True),
        "correlation_id": entry.correlation_id,
        "causation_id": entry.causation_id,
        "corrects": _corrects(recorded),
        "corrected_by": links.mended.get(recorded.id, []),
        "corrections_proposed": links.proposed.get(recorded.id, []),
        "proposal": _proposal(recorded, links),
        "attested_by": links.attested.get(recorded.id, []),
    }


def _corrects(recorded: Recorded) -> str | None:
    """The fact that it mends."""
    match recorded.fact:
        case FactCorrected(of=of) | FactRetracted(of=of):
            return of
        case _:
            return None


def _proposal(recorded: Recorded, links: _Links) -> dict[str, Any] | None:
    """Of a correction that is only proposed: of which fact, what is to stand, and what answered it, if anything did."""
    match recorded.fact:
        case CorrectionProposed(of=of, now=now):
            return {"of": of, "now": now, "answered_by": links.answered.get(recorded.id)}
        case _:
            return None
