"""One row a modification: what it is called, who raised it, the stages it went through. Key: its stream."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from shared.domain.facts import (
    FACTS,
    AlternativeAdded,
    AnyFact,
    AppealDetermined,
    AppealLodged,
    DependencyRecorded,
    FastTrackApproved,
    FastTrackRecommended,
    LeadAnalystAssigned,
    PathDetermined,
    ProposalAdopted,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalResumed,
    ProposalsMerged,
    ProposalSplit,
    ProposalSplitOff,
    Proposer,
    ProposerChanged,
    TitleChanged,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
    WithdrawalRequested,
)
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import State
from shared.readmodels.course import Turn
from shared.readmodels.leads import LEADS
from shared.readmodels.modification import (
    Alternative,
    Appeal,
    Assigned,
    Called,
    Chosen,
    FastTrack,
    Hold,
    Modification,
    Raised,
    RaisedBy,
    TakenOver,
    Tie,
    Titled,
    Withdrawal,
)
from shared.readmodels.readmodel import History, ReadModel, by_day, dated, step, told_by
from shared.readmodels.stages import turns_after, turns_of

__all__ = ["REGISTER", "Called", "Modification", "Raised", "RaisedBy", "extend", "fold"]

_ENDED: frozenset[State] = frozenset({"implemented", "rejected", "withdrawn", "split", "merged"})


def fold(history: History) -> Mapping[str, Modification]:
    told = by_day(history)
    turns = turns_of(told)
    row = Modification(
        stream=history[0].stream,
        opened_on=told[0].day,
        settled_on=_settled_on(turns, ()),
        turns=turns,
    )
    for recorded in told:
        if (shown := _SHOWN.get(type(recorded.fact))) is not None:
            row = shown(row, recorded, recorded.fact)
    return {row.stream: replace(row, settled_on=_settled_on(turns, row.appeals)) if row.appeals else row}


def extend(row: Modification, recorded: Recorded) -> Modification | None:
    turns = turns_after(row.turns, recorded)
    if turns is None:
        return None
    shown = _SHOWN.get(type(recorded.fact))
    after = shown(row, recorded, recorded.fact) if shown is not None else row
    if turns is row.turns and after.appeals is row.appeals:
        return after
    return replace(after, turns=turns, settled_on=_settled_on(turns, after.appeals))


def _settled_on(turns: tuple[Turn, ...], appeals: tuple[Appeal, ...]) -> date | None:
    """The day of its end; where it was appealed against, that of the last appeal's outcome, and None before that."""
    if not turns or turns[-1].state not in _ENDED:
        return None
    if not appeals:
        return turns[-1].on
    return max(turns[-1].on, appeals[-1].on) if appeals[-1].outcome else None


def _raised(row: Modification, recorded: Recorded, fact: ProposalRaised) -> Modification:
    by = fact.proposer
    raised = Raised(**dated(recorded), name=by.name, organisation=by.organisation, on_behalf_of=by.on_behalf_of)
    return replace(row, raised=raised, names=_called(row.names, recorded, fact.label, fact.title, 1))


def _named(row: Modification, recorded: Recorded, fact: ProposalNamed) -> Modification:
    return replace(row, names=_called(row.names, recorded, fact.label, fact.title, fact.times))


def _called(
    names: tuple[Called, ...], recorded: Recorded, label: str, title: str | None, times: int
) -> tuple[Called, ...]:
    """With one more telling, the last by day."""
    telling = f"{recorded.day.isoformat()} {times} {told_by(recorded)}"
    if names and (names[-1].label, names[-1].title) == (label, title):
        return (*names[:-1], replace(names[-1], told=f"{names[-1].told}, {telling}"))
    return (*names, Called(label=label, title=title, told=telling))


def _path_determined(row: Modification, recorded: Recorded, fact: PathDetermined) -> Modification:
    return replace(row, paths=(*row.paths, Chosen(**dated(recorded), path=fact.path)))


def _put_on_hold(row: Modification, recorded: Recorded, fact: ProposalPutOnHold) -> Modification:
    return replace(row, holds=(*row.holds, Hold(**dated(recorded), reason=fact.reason, awaiting=fact.awaiting)))


def _resumed(row: Modification, recorded: Recorded, _: ProposalResumed) -> Modification:
    return replace(row, holds=(*row.holds, Hold(**dated(recorded), reason=None)))


def _urgency_requested(row: Modification, recorded: Recorded, _: UrgencyRequested) -> Modification:
    return replace(row, urgency_requested=(*row.urgency_requested, step(recorded)))


def _urgency_granted(row: Modification, recorded: Recorded, _: UrgencyGranted) -> Modification:
    return replace(row, urgency=(*row.urgency, step(recorded)))


def _urgency_refused(row: Modification, recorded: Recorded, _: UrgencyRefused) -> Modification:
    return replace(row, urgency_refused=(*row.urgency_refused, step(recorded)))


def _titled(row: Modification, recorded: Recorded, fact: TitleChanged) -> Modification:
    return replace(row, titles=(*row.titles, Titled(**dated(recorded), title=fact.title)))


def _taken_over(row: Modification, recorded: Recorded, fact: ProposerChanged | ProposalAdopted) -> Modification:
    adopted, proposer = isinstance(fact, ProposalAdopted), _raised_by(fact.proposer)
    return replace(row, taken_over=(*row.taken_over, TakenOver(**dated(recorded), proposer=proposer, adopted=adopted)))


def _analyst_assigned(row: Modification, recorded: Recorded, fact: LeadAnalystAssigned) -> Modification:
    return replace(row, analysts=(*row.analysts, Assigned(**dated(recorded), analyst=fact.analyst)))


def _fast_tracked(
    row: Modification, recorded: Recorded, fact: FastTrackRecommended | FastTrackApproved
) -> Modification:
    approved = isinstance(fact, FastTrackApproved)
    return replace(row, fast_track=(*row.fast_track, FastTrack(**dated(recorded), approved=approved)))


def _alternative_added(row: Modification, recorded: Recorded, fact: AlternativeAdded) -> Modification:
    alternative = Alternative(**dated(recorded), n=fact.n, title=fact.title)
    return replace(row, alternatives=(*row.alternatives, alternative))


def _tied(
    row: Modification,
    recorded: Recorded,
    fact: DependencyRecorded | ProposalSplit | ProposalSplitOff | ProposalsMerged,
) -> Modification:
    match fact:
        case DependencyRecorded(depends_on=other):
            ties: tuple[Tie, ...] = (Tie(**dated(recorded), how="depends_on", other=other),)
        case ProposalSplit(children=children):
            number = ModificationRef.parse(row.stream).number
            ties = tuple(Tie(**dated(recorded), how="split_into", other=f"{number}{one.suffix}") for one in children)
        case ProposalSplitOff(parent=parent):
            ties = (Tie(**dated(recorded), how="split_from", other=parent),)
        case ProposalsMerged(into=into):
            ties = (Tie(**dated(recorded), how="merged_into", other=into),)
    return replace(row, ties=(*row.ties, *ties))


def _withdrawal_requested(row: Modification, recorded: Recorded, fact: WithdrawalRequested) -> Modification:
    withdrawal = Withdrawal(**dated(recorded), adoptable_until=fact.adoptable_until, reason=fact.reason)
    return replace(row, withdrawals=(*row.withdrawals, withdrawal))


def _appealed(row: Modification, recorded: Recorded, fact: AppealLodged | AppealDetermined) -> Modification:
    match fact:
        case AppealLodged(appellant=appellant):
            appeal = Appeal(**dated(recorded), appellant=appellant)
        case AppealDetermined(outcome=outcome):
            appeal = Appeal(**dated(recorded), outcome=outcome)
    return replace(row, appeals=(*row.appeals, appeal))


def _raised_by(proposer: Proposer) -> RaisedBy:
    return RaisedBy(name=proposer.name, organisation=proposer.organisation, on_behalf_of=proposer.on_behalf_of)


_SHOWN: Mapping[type[AnyFact], Callable[[Modification, Recorded, Any], Modification]] = {
    ProposalRaised: _raised,
    ProposalNamed: _named,
    PathDetermined: _path_determined,
    ProposalPutOnHold: _put_on_hold,
    ProposalResumed: _resumed,
    UrgencyRequested: _urgency_requested,
    UrgencyGranted: _urgency_granted,
    UrgencyRefused: _urgency_refused,
    TitleChanged: _titled,
    ProposerChanged: _taken_over,
    ProposalAdopted: _taken_over,
    LeadAnalystAssigned: _analyst_assigned,
    FastTrackRecommended: _fast_tracked,
    FastTrackApproved: _fast_tracked,
    AlternativeAdded: _alternative_added,
    DependencyRecorded: _tied,
    ProposalSplit: _tied,
    ProposalSplitOff: _tied,
    ProposalsMerged: _tied,
    WithdrawalRequested: _withdrawal_requested,
    AppealLodged: _appealed,
    AppealDetermined: _appealed,
}
"""What a row shows of each of these facts, beside its turns."""

DATING: frozenset[type[AnyFact]] = frozenset(FACTS) - LEADS.keys() - _SHOWN.keys()

REGISTER = ReadModel("register", 3, Modification, "modification", fold, extend=extend, dating=DATING)
