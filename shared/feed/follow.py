"""What the log of a modification is to be told, now that a ticket of it is known this far.

What this ticket told before, of whatever modification, is corrected or retracted where it tells otherwise now. What
another source told stands: where the ticket says the same, it is further evidence; where it does not, that is a
difference, which the reconciliation lists.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.entry import Actor, Entry, Source, entry
from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentReturned,
    DccTicketRevisionObserved,
    EvidenceAdded,
    FactRetracted,
)
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AssessmentKind
from shared.feed.policy import Mend, Missing, changes, slots
from shared.feed.timeline import Deed, Timeline, timeline_of

_DCC = Actor(body="DCC")
_ONCE = (AssessmentAccepted,)
"""What happens to an assessment once: another source's word for it is the same deed, on whatever day."""


def follow(
    ticket: Sequence[Recorded], modification: Sequence[Recorded], *, now: datetime
) -> tuple[Timeline | None, tuple[Entry[AnyFact], ...]]:
    """The ticket's timeline, and the entries for the stream of its modification; none where all is told already.

    `ticket` is the history of the ticket's stream, `modification` that of the modification's, both as recorded.
    """
    observed = [(told.fact, told.id) for told in ticket if isinstance(told.fact, DccTicketRevisionObserved)]
    timeline = timeline_of(fact.ticket for fact, _ in observed)
    if timeline is None:
        return None, ()
    by_revision = {fact.ticket.revision: id for fact, id in observed}
    following = _Following(timeline, effective(modification), now, by_revision, ticket[-1].id)
    return timeline, tuple(following.entries())


@dataclass(frozen=True, slots=True)
class _Following:
    """`by_revision`: the facts that observed them. What is new was caused by the revision that tells it, so that its
    evidence is at hand; a mend by the one that was heard last."""

    timeline: Timeline
    standing: tuple[Recorded, ...]
    now: datetime
    by_revision: Mapping[int, str]
    last_heard: str

    @property
    def key(self) -> str:
        return self.timeline.last.key

    @property
    def kind(self) -> AssessmentKind:
        return self.timeline.last.assessment_type

    @property
    def stream(self) -> str:
        return ModificationRef.parse(self.timeline.last.modification_ref).stream

    @property
    def _by_id(self) -> Mapping[str, Recorded]:
        return {recorded.id: recorded for recorded in self.standing}

    def entries(self) -> Iterator[Entry[AnyFact]]:
        told = dict(slots(self.standing, self.key))
        for slot in [slot for slot, recorded in told.items() if not self._is_about(recorded)]:
            yield self._moved(told.pop(slot), slot)
        own = {slot: recorded for slot, recorded in told.items() if not isinstance(recorded.fact, EvidenceAdded)}
        evidence = {slot: recorded for slot, recorded in told.items() if isinstance(recorded.fact, EvidenceAdded)}
        n = self._number(own, evidence)
        for change in changes(self.timeline, own):
            match change:
                case Missing(deed, fact):
                    yield from self._missing(deed, fact, n, evidence.get(deed.slot))
                case Mend(deed, recorded, mend):
                    slot = deed.slot if deed else recorded.source.locator or ""
                    yield self._entry(mend, slot)

    def _is_about(self, recorded: Recorded) -> bool:
        """Whether it is of the modification and of the kind of assessment that the ticket is of now."""
        of = self._by_id.get(recorded.fact.of, recorded) if isinstance(recorded.fact, EvidenceAdded) else recorded
        return (of.stream, of.kind) == (self.stream, self.kind)

    def _moved(self, recorded: Recorded, slot: str) -> Entry[AnyFact]:
        last = self.timeline.last
        reason = f"ticket {last.ticket_number} is of {last.modification_ref} {self.kind} now"
        return self._entry(FactRetracted(of=recorded.id, reason=reason), slot, stream=recorded.stream)

    def _missing(self, deed: Deed, fact: AnyFact, n: int, evidence: Recorded | None) -> Iterator[Entry[AnyFact]]:
        others = [each for each in self._of(n) if type(each.fact) is type(fact) and not self._is_own(each)]
        same = next((each for each in others if each.day == deed.on), None)
        if evidence and isinstance(evidence.fact, EvidenceAdded):
            if same and evidence.fact.of == same.id:
                return
            yield self._entry(FactRetracted(of=evidence.id, reason="the ticket tells it otherwise now"), deed.slot)
        if same:
            yield self._entry(EvidenceAdded(of=same.id), deed.slot, caused_by=self.by_revision[deed.revision])
        elif not (others and isinstance(fact, _ONCE)):
            yield self._entry(fact, deed.slot, deed, n, self.by_revision[deed.revision])

    def _entry(
        self,
        fact: AnyFact,
        slot: str,
        deed: Deed | None = None,
        n: int | None = None,
        caused_by: str | None = None,
        stream: str | None = None,
    ) -> Entry[AnyFact]:
        return entry(
            fact,
            stream or self.stream,
            on=deed.on if deed else self.timeline.last.changed_on,
            known_at=self.now,
            source=Source(kind="ticket", ref=self.key, locator=slot),
            kind=self.kind if deed else None,
            n=n,
            actor=_DCC,
            correlation_id=self.key,
            causation_id=caused_by or self.last_heard,
        )

    def _number(self, own: Mapping[str, Recorded], evidence: Mapping[str, Recorded]) -> int:
        """Allotted once, by the first fact that names it: one that is asked for and not taken, else the next."""
        for recorded in own.values():
            return recorded.assessment[1]
        for recorded in evidence.values():
            if isinstance(recorded.fact, EvidenceAdded) and recorded.fact.of in self._by_id:
                return self._by_id[recorded.fact.of].assessment[1]
        return self.timeline.last.assessment_no or self._alike() or self._waiting() or self._last() + 1

    def _alike(self) -> int | None:
        """One that another source says to have been accepted, or returned, on the day that the ticket tells."""
        wanted = {("accepted", AssessmentAccepted), ("returned", AssessmentReturned)}
        days = {(fact, deed.on) for deed in self.timeline.deeds for kind, fact in wanted if deed.kind == kind}
        alike = (r for r in self._all() if not self._is_a_ticket(r) and (type(r.fact), r.day) in days)
        return next((recorded.assessment[1] for recorded in alike), None)

    def _waiting(self) -> int | None:
        """The first that was asked for, and that neither a ticket nor anybody else says to be accepted or returned."""
        taken = {r.assessment[1] for r in self._all() if isinstance(r.fact, AssessmentAccepted | AssessmentReturned)}
        taken |= {r.assessment[1] for r in self._all() if self._is_a_ticket(r)}
        return next((n for n in sorted({r.assessment[1] for r in self._all()}) if n not in taken), None)

    def _last(self) -> int:
        return max((recorded.assessment[1] for recorded in self._all()), default=0)

    def _all(self) -> list[Recorded]:
        return [r for r in self.standing if r.fact.OF_AN_ASSESSMENT and r.kind == self.kind]

    def _of(self, n: int) -> list[Recorded]:
        return [recorded for recorded in self._all() if recorded.assessment[1] == n]

    def _is_own(self, recorded: Recorded) -> bool:
        source = recorded.source
        return source.kind == "ticket" and source.ref == self.key

    @staticmethod
    def _is_a_ticket(recorded: Recorded) -> bool:
        return recorded.source.kind == "ticket"
