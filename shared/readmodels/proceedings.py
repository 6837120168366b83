"""One row for what was done with a proposal on a day: discussed, found ready, held, voted, determined. Key: fact id."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.facts import (
    AdoptionWindowClosed,
    AlternativeAdded,
    AnyFact,
    AppealDetermined,
    AppealLodged,
    AuthorityDetermined,
    CategoryVote,
    ChangeBoardDeferred,
    ChangeBoardVoted,
    ConversionRefused,
    FastTrackApproved,
    FastTrackRecommended,
    ModificationReportSubmitted,
    ProposalAdopted,
    ProposalConverted,
    ProposalPutOnHold,
    ProposalResumed,
    ProposalsMerged,
    ProposalSplit,
    ProposalWithdrawn,
    Proposer,
    ProposerChanged,
    ReadinessDetermined,
    ReportPhaseApproved,
    ReportReturned,
    ReportSubmittedToAuthority,
    ReworkStarted,
    TitleChanged,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
    WithdrawalRequested,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AppealOutcome, DecidingBody
from shared.readmodels.deeds import Deed, Proceeding, Split
from shared.readmodels.readmodel import History, ReadModel, Step, told_by

__all__ = ["PROCEEDINGS", "Deed", "Proceeding"]


def fold(history: History) -> Mapping[str, Proceeding]:
    rows = {}
    for recorded in history:
        fact = recorded.fact
        if (told := _TOLD.get(type(fact))) is not None:
            row = told(recorded, fact)
            rows[row.id] = row
    return rows


def _proceeding(recorded: Recorded, body: DecidingBody | None, deed: Deed, **more: Any) -> Proceeding:
    day, told = recorded.day, told_by(recorded)
    return Proceeding(
        stream=recorded.stream,
        opened_on=day,
        settled_on=day,
        id=told.partition(" ")[0],
        body=body,
        deed=deed,
        taken=Step(on=day, exact=recorded.exact, told_by=told),
        **more,
    )


def _discussed(recorded: Recorded, _: WorkingGroupDiscussed) -> Proceeding:
    return _proceeding(recorded, "working_group", "discussed")


def _readiness_determined(recorded: Recorded, fact: ReadinessDetermined) -> Proceeding:
    return _proceeding(recorded, "csc", fact.outcome, mode=fact.mode)


def _fast_track_recommended(recorded: Recorded, _: FastTrackRecommended) -> Proceeding:
    return _proceeding(recorded, "csc", "fast_track_recommended")


def _fast_track_approved(recorded: Recorded, _: FastTrackApproved) -> Proceeding:
    return _proceeding(recorded, "panel", "fast_track_approved")


def _converted(recorded: Recorded, fact: ProposalConverted) -> Proceeding:
    return _proceeding(recorded, "panel", "converted", route=fact.route)


def _conversion_refused(recorded: Recorded, fact: ConversionRefused) -> Proceeding:
    return _proceeding(recorded, "panel", "conversion_refused", about=fact.reason)


def _reported(recorded: Recorded, _: ModificationReportSubmitted) -> Proceeding:
    return _proceeding(recorded, None, "report_submitted")


def _report_phase_approved(recorded: Recorded, _: ReportPhaseApproved) -> Proceeding:
    return _proceeding(recorded, "panel", "report_phase_approved")


def _report_returned(recorded: Recorded, fact: ReportReturned) -> Proceeding:
    return _proceeding(recorded, "panel", "report_returned", about=fact.reason)


def _urgency_requested(recorded: Recorded, fact: UrgencyRequested) -> Proceeding:
    return _proceeding(recorded, None, "urgency_requested", asked_by=fact.by)


def _urgency_granted(recorded: Recorded, fact: UrgencyGranted) -> Proceeding:
    return _proceeding(recorded, fact.by, "urgency_granted")


def _urgency_refused(recorded: Recorded, fact: UrgencyRefused) -> Proceeding:
    return _proceeding(recorded, "authority", "urgency_refused", about=fact.reason)


def _title_changed(recorded: Recorded, fact: TitleChanged) -> Proceeding:
    return _proceeding(recorded, None, "title_changed", about=fact.title)


def _proposer_changed(recorded: Recorded, fact: ProposerChanged) -> Proceeding:
    return _proceeding(recorded, None, "proposer_changed", about=_whose(fact.proposer))


def _alternative_added(recorded: Recorded, fact: AlternativeAdded) -> Proceeding:
    return _proceeding(recorded, "working_group", "alternative_added", about=fact.title, on_alternative=fact.n)


def _put_on_hold(recorded: Recorded, fact: ProposalPutOnHold) -> Proceeding:
    others = (fact.awaiting,) if fact.awaiting else ()
    return _proceeding(recorded, None, "put_on_hold", about=fact.reason, others=others)


def _resumed(recorded: Recorded, _: ProposalResumed) -> Proceeding:
    return _proceeding(recorded, None, "resumed")


def _split(recorded: Recorded, fact: ProposalSplit) -> Proceeding:
    number = ModificationRef.parse(recorded.stream).number
    others = tuple(f"{number}{child.suffix}" for child in fact.children)
    return _proceeding(recorded, None, "split", about=fact.scope, others=others)


def _merged(recorded: Recorded, fact: ProposalsMerged) -> Proceeding:
    return _proceeding(recorded, None, "merged", others=(fact.into,))


def _withdrawal_requested(recorded: Recorded, fact: WithdrawalRequested) -> Proceeding:
    return _proceeding(recorded, None, "withdrawal_requested", about=fact.reason, until=fact.adoptable_until)


def _adopted(recorded: Recorded, fact: ProposalAdopted) -> Proceeding:
    return _proceeding(recorded, None, "adopted", about=_whose(fact.proposer))


def _withdrawn(recorded: Recorded, _: ProposalWithdrawn | AdoptionWindowClosed) -> Proceeding:
    return _proceeding(recorded, None, "withdrawn")


def _whose(proposer: Proposer) -> str:
    whom = f" on behalf of the {proposer.on_behalf_of}" if proposer.on_behalf_of else ""
    return f"{proposer.name}{f' from {proposer.organisation}' if proposer.organisation else ''}{whom}"


def _deferred(recorded: Recorded, fact: ChangeBoardDeferred) -> Proceeding:
    return _proceeding(recorded, "change_board", "deferred", about=fact.reason, until=fact.until_on)


def _voted(recorded: Recorded, fact: ChangeBoardVoted) -> Proceeding:
    return _proceeding(
        recorded,
        "change_board",
        "vote_approve" if fact.result == "approve" else "vote_reject",
        basis=fact.basis,
        ad_hoc=fact.ad_hoc,
        release=fact.release,
        votes=tuple(_of_category(vote) for vote in fact.votes or ()),
        on_alternative=fact.on_alternative,
    )


def _of_category(vote: CategoryVote) -> Split:
    return Split(
        category=vote.category, approve=vote.approve, reject=vote.reject, abstain=vote.abstain, outcome=vote.outcome
    )


def _submitted(recorded: Recorded, _: ReportSubmittedToAuthority) -> Proceeding:
    return _proceeding(recorded, None, "submitted_to_authority")


def _determined(recorded: Recorded, fact: AuthorityDetermined) -> Proceeding:
    wd_after, on = fact.implementation_wd_after, fact.implementation_on
    return _proceeding(recorded, "authority", fact.outcome, implementation_wd_after=wd_after, until=on)


def _rework_started(recorded: Recorded, fact: ReworkStarted) -> Proceeding:
    return _proceeding(recorded, "panel", "rework_started", route=fact.route)


def _appeal_lodged(recorded: Recorded, fact: AppealLodged) -> Proceeding:
    return _proceeding(recorded, None, "appeal_lodged", about=fact.appellant)


def _appeal_determined(recorded: Recorded, fact: AppealDetermined) -> Proceeding:
    return _proceeding(recorded, "authority", _OF_APPEALS[fact.outcome])


_OF_APPEALS: Mapping[AppealOutcome, Deed] = {
    "confirmed": "appeal_confirmed",
    "overturned": "appeal_overturned",
    "remitted": "appeal_remitted",
}


_TOLD: Mapping[type[AnyFact], Callable[[Recorded, Any], Proceeding]] = {
    WorkingGroupDiscussed: _discussed,
    ReadinessDetermined: _readiness_determined,
    FastTrackRecommended: _fast_track_recommended,
    FastTrackApproved: _fast_track_approved,
    ProposalConverted: _converted,
    ConversionRefused: _conversion_refused,
    ModificationReportSubmitted: _reported,
    ReportPhaseApproved: _report_phase_approved,
    ReportReturned: _report_returned,
    UrgencyRequested: _urgency_requested,
    UrgencyGranted: _urgency_granted,
    UrgencyRefused: _urgency_refused,
    TitleChanged: _title_changed,
    ProposerChanged: _proposer_changed,
    AlternativeAdded: _alternative_added,
    ProposalPutOnHold: _put_on_hold,
    ProposalResumed: _resumed,
    ProposalSplit: _split,
    ProposalsMerged: _merged,
    WithdrawalRequested: _withdrawal_requested,
    ProposalAdopted: _adopted,
    AdoptionWindowClosed: _withdrawn,
    ProposalWithdrawn: _withdrawn,
    ChangeBoardDeferred: _deferred,
    ChangeBoardVoted: _voted,
    ReportSubmittedToAuthority: _submitted,
    AuthorityDetermined: _determined,
    ReworkStarted: _rework_started,
    AppealLodged: _appeal_lodged,
    AppealDetermined: _appeal_determined,
}
"""What each fact tells. By type: most facts of a long history are such."""


def part_of(recorded: Recorded) -> str:
    return recorded.id


FACTS: frozenset[type[AnyFact]] = frozenset(_TOLD)

PROCEEDINGS = ReadModel("proceedings", 3, Proceeding, "modification", fold, part_of, facts=FACTS, of_a_day=True)
