"""One row for what a body did with a proposal on a day: discussed, found ready, voted, determined. Key: fact id."""

from collections.abc import Mapping
from typing import Literal

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
from shared.readmodels.readmodel import History, ReadModel, Row, Step, step

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
    body: DecidingBody | None
    deed: Deed
    taken: Step
    mode: Mode | None = None
    basis: VoteBasis | None = None
    ad_hoc: bool = False
    release: str | None = None
    implementation_wd_after: int | None = None


def fold(history: History) -> Mapping[str, Proceeding]:
    return {row.id: row for recorded in history if (row := _row(recorded))}


def _row(recorded: Recorded) -> Proceeding | None:
    match recorded.fact:
        case WorkingGroupDiscussed():
            return _proceeding(recorded, "working_group", "discussed")
        case ReadinessDetermined(outcome=outcome, mode=mode):
            return _proceeding(recorded, "csc", outcome, mode=mode)
        case ProposalConverted():
            return _proceeding(recorded, "panel", "converted")
        case ModificationReportSubmitted():
            return _proceeding(recorded, None, "report_submitted")
        case UrgencyRequested():
            return _proceeding(recorded, None, "urgency_requested")
        case UrgencyGranted(by=by):
            return _proceeding(recorded, by, "urgency_granted")
        case ChangeBoardVoted(result=result, basis=basis, ad_hoc=ad_hoc, release=release):
            deed: Deed = "vote_approve" if result == "approve" else "vote_reject"
            return _proceeding(recorded, "change_board", deed, basis=basis, ad_hoc=ad_hoc, release=release)
        case ReportSubmittedToAuthority():
            return _proceeding(recorded, None, "submitted_to_authority")
        case AuthorityDetermined(outcome=outcome, implementation_wd_after=after):
            return _proceeding(recorded, "authority", outcome, implementation_wd_after=after)
        case _:
            return None


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
    return Proceeding(
        stream=recorded.stream,
        opened_on=recorded.day,
        settled_on=recorded.day,
        id=recorded.id,
        body=body,
        deed=deed,
        taken=step(recorded),
        mode=mode,
        basis=basis,
        ad_hoc=ad_hoc,
        release=release,
        implementation_wd_after=implementation_wd_after,
    )


def part_of(recorded: Recorded) -> str:
    return recorded.id


FACTS: frozenset[type[AnyFact]] = frozenset(
    {
        AuthorityDetermined,
        ChangeBoardVoted,
        ModificationReportSubmitted,
        ProposalConverted,
        ReadinessDetermined,
        ReportSubmittedToAuthority,
        UrgencyGranted,
        UrgencyRequested,
        WorkingGroupDiscussed,
    }
)

PROCEEDINGS = ReadModel("proceedings", 1, Proceeding, "modification", fold, part_of, facts=FACTS)
