"""How one stream stands: its history with the corrections applied, in the order of days, and what follows from it.

It rests on the same folds as the read models: what a command is judged by is what a reader is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from shared.domain.facts import (
    AnyFact,
    AppealDetermined,
    AppealLodged,
    AuthorityDetermined,
    ChangeBoardVoted,
    Fact,
    FastTrackApproved,
    PathDetermined,
    ProposalPutOnHold,
    ProposalResumed,
    UrgencyGranted,
)
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import AssessmentKind, ConsultationType, Path, State
from shared.readmodels.assessments import Assessment
from shared.readmodels.assessments import fold as assessments_of
from shared.readmodels.consultations import Consultation
from shared.readmodels.consultations import fold as consultations_of
from shared.readmodels.course import Turn
from shared.readmodels.readmodel import by_day
from shared.readmodels.stages import turns_of

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Standing:
    """`recorded` is the whole history as recorded; `told` what counts of it."""

    stream: str
    recorded: tuple[Recorded, ...]

    @cached_property
    def told(self) -> tuple[Recorded, ...]:
        return tuple(by_day(effective(self.recorded)))

    @property
    def version(self) -> int:
        """Of the last fact; 0 where there is none."""
        return self.recorded[-1].version if self.recorded else 0

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        return turns_of(self.told)

    @property
    def state(self) -> State:
        """Of a modification. `unknown` before any fact leads anywhere."""
        return self.turns[-1].state if self.turns else "unknown"

    @property
    def since(self) -> date:
        """The day on which it took on its state."""
        return self.turns[-1].on if self.turns else date.min

    def told_since(self, state: State) -> tuple[Recorded, ...]:
        """What was told from the fact on by which it last came into that state; nothing where it never did."""
        turn = next((turn for turn in reversed(self.turns) if turn.state == state), None)
        ids = [recorded.id for recorded in self.told]
        return self.told[ids.index(turn.evidence[0]) :] if turn else ()

    @property
    def approved_on(self) -> date | None:
        """The day of the decision by which it was approved; a release that was given up does not make it another."""
        befores = (None, *(turn.state for turn in self.turns))
        days = [
            turn.on
            for before, turn in zip(befores, self.turns, strict=False)
            if turn.state == "approved" and before != "awaiting_implementation"
        ]
        return days[-1] if days else None

    def all(self, fact: type[F]) -> Iterable[tuple[Recorded, F]]:
        """Those of one type, in the order of days."""
        return ((recorded, recorded.fact) for recorded in self.told if isinstance(recorded.fact, fact))

    def last(self, *facts: type[AnyFact]) -> Recorded | None:
        """The last by day that is of one of the types."""
        return next((recorded for recorded in reversed(self.told) if isinstance(recorded.fact, facts)), None)

    @property
    def is_on_hold(self) -> bool:
        held = self.last(ProposalPutOnHold, ProposalResumed)
        return held is not None and isinstance(held.fact, ProposalPutOnHold)

    @property
    def is_urgent(self) -> bool:
        return self.last(UrgencyGranted) is not None

    @property
    def path(self) -> Path | None:
        told = self.last(PathDetermined)
        return told.fact.path if told and isinstance(told.fact, PathDetermined) else None

    @property
    def decided_by_vote(self) -> Recorded | None:
        """The last decision, where it was one under Self-Governance that stands, or is appealed against."""
        decided = [recorded for recorded in self.told if _decides(recorded.fact)]
        return decided[-1] if decided and isinstance(decided[-1].fact, ChangeBoardVoted) else None

    @property
    def has_appeal_pending(self) -> bool:
        told = self.last(AppealLodged, AppealDetermined)
        return told is not None and isinstance(told.fact, AppealLodged)

    @cached_property
    def assessments(self) -> Mapping[str, Assessment]:
        """By `PA/1`."""
        return {f"{row.kind}/{row.n}": row for row in assessments_of(self.told).values()}

    def assessment(self, kind: AssessmentKind, n: int) -> Assessment | None:
        return self.assessments.get(f"{kind}/{n}")

    def open_consultation(self, type: ConsultationType) -> Consultation | None:
        """The one of that type that was opened and not closed."""
        rows = consultations_of(self.told).values()
        return next((row for row in rows if row.type == type and row.opened and not row.closed), None)


def _decides(fact: AnyFact) -> bool:
    """Whether it ends the proposal's way, or what ended it. A recommendation does not, nor an appeal that failed."""
    match fact:
        case ChangeBoardVoted(basis=basis, result=result, on_alternative=alternative):
            return basis == "self_governance" and (alternative is None or result == "approve")
        case AppealDetermined(outcome=outcome):
            return outcome != "confirmed"
        case _:
            return isinstance(fact, AuthorityDetermined | FastTrackApproved)
