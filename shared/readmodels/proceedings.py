"""One row for what a body did with a proposal on a day: discussed, found ready, voted, determined. Key: fact id."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from shared.domain.facts import (
    AnyFact,
    AuthorityDetermined,
    ChangeBoardVoted,
    ModificationReportSubmitted,
    ProposalConverted,
    ReadinessDetermined,
    ReportSubmittedToAuthority,
    UrgencyGranted,
    UrgencyRequested,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import DecidingBody, Mode, VoteBasis
from shared.readmodels.readmodel import History, ReadModel, Row, Step

Deed = Literal[
    "discussed",
    "ready",
    "not_ready",
    "converted",
    "report_submitted",
    "urgency_requested",
    "urgency_granted",
    "vote_approve",
    "vote_reject",
    "submitted_to_authority",
    "approved",
    "rejected",
    "sent_back",
]


class Proceeding(Row, frozen=True, kw_only=True):
    """`taken` is when. What only some deeds have is None elsewhere; `release` as in `2020-11`."""

    id: str
    body: DecidingBody | None = None
    deed: Deed
    taken: Step
    mode: Mode | None = None
    basis: VoteBasis | None = None
    ad_hoc: bool = False
    release: str | None = None
    implementation_wd_after: int | None = None


def fold(history: History) -> Mapping[str, Proceeding]:
    rows = {}
    for recorded in history:
        fact = recorded.fact
        if (told := _TOLD.get(type(fact))) is not None:
            row = told(recorded, fact)
            rows[row.id] = row
    return rows


def _proceeding(
    recorded: Recorded,
    body: DecidingBody | None,
    deed: Deed,
    *,
    mode: Mode | None = None,
    basis: VoteBasis | None = None,
    ad_hoc: bool = False,
    release: str | None = None,
    implementation_wd_after: int | None = None,
) -> Proceeding:
    day, evidence = recorded.day, recorded.evidence
    return Proceeding(
        stream=recorded.stream,
        opened_on=day,
        settled_on=day,
        id=evidence[0],
        body=body,
        deed=deed,
        taken=Step(on=day, exact=recorded.exact, told_by=" ".join(evidence)),
        mode=mode,
        basis=basis,
        ad_hoc=ad_hoc,
        release=release,
        implementation_wd_after=implementation_wd_after,
    )


def _discussed(recorded: Recorded, _: WorkingGroupDiscussed) -> Proceeding:
    return _proceeding(recorded, "working_group", "discussed")


def _readiness_determined(recorded: Recorded, fact: ReadinessDetermined) -> Proceeding:
    return _proceeding(recorded, "csc", fact.outcome, mode=fact.mode)


def _converted(recorded: Recorded, _: ProposalConverted) -> Proceeding:
    return _proceeding(recorded, "panel", "converted")


def _reported(recorded: Recorded, _: ModificationReportSubmitted) -> Proceeding:
    return _proceeding(recorded, None, "report_submitted")


def _urgency_requested(recorded: Recorded, _: UrgencyRequested) -> Proceeding:
    return _proceeding(recorded, None, "urgency_requested")


def _urgency_granted(recorded: Recorded, fact: UrgencyGranted) -> Proceeding:
    return _proceeding(recorded, fact.by, "urgency_granted")


def _voted(recorded: Recorded, fact: ChangeBoardVoted) -> Proceeding:
    deed: Deed = "vote_approve" if fact.result == "approve" else "vote_reject"
    return _proceeding(recorded, "change_board", deed, basis=fact.basis, ad_hoc=fact.ad_hoc, release=fact.release)


def _submitted(recorded: Recorded, _: ReportSubmittedToAuthority) -> Proceeding:
    return _proceeding(recorded, None, "submitted_to_authority")


def _determined(recorded: Recorded, fact: AuthorityDetermined) -> Proceeding:
    return _proceeding(recorded, "authority", fact.outcome, implementation_wd_after=fact.implementation_wd_after)


_TOLD: Mapping[type[AnyFact], Callable[[Recorded, Any], Proceeding]] = {
    WorkingGroupDiscussed: _discussed,
    ReadinessDetermined: _readiness_determined,
    ProposalConverted: _converted,
    ModificationReportSubmitted: _reported,
    UrgencyRequested: _urgency_requested,
    UrgencyGranted: _urgency_granted,
    ChangeBoardVoted: _voted,
    ReportSubmittedToAuthority: _submitted,
    AuthorityDetermined: _determined,
}
"""What each fact tells. By type: most facts of a long history are such."""


def part_of(recorded: Recorded) -> str:
    return recorded.id


FACTS: frozenset[type[AnyFact]] = frozenset(_TOLD)

PROCEEDINGS = ReadModel("proceedings", 2, Proceeding, "modification", fold, part_of, facts=FACTS)
