"""The row of what was done with a proposal on a day. How it comes about is in `proceedings`."""

from datetime import date
from typing import Literal

import msgspec

from shared.domain.vocabulary import (
    AgendaPurpose,
    CategoryOutcome,
    DecidingBody,
    Mode,
    VoteBasis,
    VotingCategory,
    WhoAsks,
)
from shared.readmodels.readmodel import Row, Step

Deed = Literal[
    "discussed",
    "ready",
    "not_ready",
    "fast_track_recommended",
    "fast_track_approved",
    "converted",
    "conversion_refused",
    "report_submitted",
    "report_phase_approved",
    "report_returned",
    "urgency_requested",
    "urgency_granted",
    "urgency_refused",
    "title_changed",
    "proposer_changed",
    "alternative_added",
    "put_on_hold",
    "resumed",
    "split",
    "merged",
    "withdrawal_requested",
    "adopted",
    "withdrawn",
    "deferred",
    "vote_approve",
    "vote_reject",
    "submitted_to_authority",
    "approved",
    "rejected",
    "sent_back",
    "rework_started",
    "appeal_lodged",
    "appeal_confirmed",
    "appeal_overturned",
    "appeal_remitted",
]
"""`approved`, `rejected` and `sent_back` are the Authority's."""


class Split(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """How one category of the Change Board voted, and the one result that it gives."""

    category: VotingCategory
    approve: int
    reject: int
    abstain: int
    outcome: CategoryOutcome


class Proceeding(Row, frozen=True, kw_only=True):
    """`taken` is when. What only some deeds have is as it mostly is elsewhere.

    `release` as in `2020-11`. `about`: the reason given, a new title, who appealed or took it over. `until`: the day to
    which a vote was put off, until which others may adopt it, or on which what was approved is to be implemented.
    `others`: the streams into which it was split or merged, or for which it waits. `on_alternative`: of a vote, the
    number of the variation that it speaks of; of a variation, its own.
    """

    id: str
    body: DecidingBody | None = None
    deed: Deed
    taken: Step
    mode: Mode | None = None
    basis: VoteBasis | None = None
    ad_hoc: bool = False
    release: str | None = None
    implementation_wd_after: int | None = None
    about: str | None = None
    until: date | None = None
    others: tuple[str, ...] = ()
    route: AgendaPurpose | None = None
    asked_by: WhoAsks | None = None
    votes: tuple[Split, ...] = ()
    on_alternative: int | None = None
