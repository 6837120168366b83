"""What the log is missing, or has wrong, of what a ticket tells: the facts to be appended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentCancelled,
    AssessmentClockResumed,
    AssessmentClockStopped,
    AssessmentRefused,
    AssessmentReissued,
    AssessmentReturned,
    AssessmentTargetRevised,
    FactCorrected,
    FactRetracted,
)
from shared.domain.recorded import Recorded
from shared.feed.timeline import Deed, Timeline

Correctable = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Missing:
    """A deed of which the log has no fact yet."""

    deed: Deed
    fact: AnyFact


@dataclass(frozen=True, slots=True)
class Mend:
    """A fact that this ticket told before, and tells otherwise now, or no more."""

    deed: Deed | None
    recorded: Recorded
    fact: FactCorrected | FactRetracted


def changes(timeline: Timeline, told: Mapping[str, Recorded]) -> tuple[Missing | Mend, ...]:
    """`told`: by slot, the facts (as they now stand) that this ticket led to before. In the order of days; nothing
    where the log says what the ticket says, so that doing it again changes nothing."""
    wanted = {deed.slot: deed for deed in timeline.deeds}
    found: list[Missing | Mend] = []
    for slot, deed in wanted.items():
        fact = fact_of(deed)
        if slot not in told:
            found.append(Missing(deed, fact))
        elif now := _differs(told[slot], deed.on, fact):
            reason = _why(timeline, deed)
            found.append(Mend(deed, told[slot], FactCorrected(of=told[slot].id, now=now, reason=reason)))
    gone = [recorded for slot, recorded in told.items() if slot not in wanted]
    reason = f"ticket {timeline.last.ticket_number}, revision {timeline.last.revision}, tells it no more"
    found += [Mend(None, recorded, FactRetracted(of=recorded.id, reason=reason)) for recorded in gone]
    return tuple(found)


def fact_of(deed: Deed) -> AnyFact:
    """The fact that tells the deed."""
    match deed.kind:
        case "accepted":
            return AssessmentAccepted(target_wd=deed.target_wd)
        case "stopped":
            return AssessmentClockStopped(reason=deed.reason or "other")
        case "resumed":
            return AssessmentClockResumed()
        case "target":
            assert deed.target_wd is not None
            return AssessmentTargetRevised(target_wd=deed.target_wd, reason=deed.reason)
        case "returned":
            return AssessmentReturned(target_wd=deed.target_wd, duration_wd_stated=deed.duration_wd_stated)
        case "reissued":
            return AssessmentReissued()
        case "refused":
            return AssessmentRefused()
        case "cancelled":
            return AssessmentCancelled()
        case other:
            assert_never(other)


def slots(history: Iterable[Recorded], ticket: str) -> Mapping[str, Recorded]:
    """Of an effective history, the facts to which the ticket (`source|ticket_id`) led, by slot."""
    found = {}
    for recorded in history:
        source = recorded.source
        if source.kind == "ticket" and source.ref == ticket and source.locator:
            found[source.locator] = recorded
    return found


def _differs(recorded: Recorded, on: date, fact: AnyFact) -> Correctable:
    """The fields in which the recorded fact is not as it should be, with what they should be."""
    now: Correctable = {} if recorded.day == on else {"occurred_on": on.isoformat()}
    was, wanted = recorded.fact.model_dump(mode="json"), fact.model_dump(mode="json")
    return now | {name: value for name, value in wanted.items() if was.get(name) != value}


def _why(timeline: Timeline, deed: Deed) -> str:
    last = timeline.last
    if last.correction:
        return f"ticket {last.ticket_number}, revision {last.revision}: {last.correction.reason}"
    return f"ticket {last.ticket_number}, revision {deed.revision}, tells it otherwise"
