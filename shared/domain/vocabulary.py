"""Closed lists of words, as they are stored in facts and rows. What a paper calls them is in shared/papers."""

from typing import Literal

AssessmentKind = Literal["PA", "IA"]
"""Preliminary Assessment, Impact Assessment."""

Stage = Literal[
    "define",
    "refine",
    "opine",
    "approved",
    "part_implemented",
    "implemented",
    "rejected",
    "withdrawn",
    "split",
    "merged",
    "unknown",
]
"""SECAS's stages and the ways in which they end. `unknown`: no fact says where it stands on that day.

`split` and `merged`: it lives on under other numbers, and is counted there.
"""

State = Literal[
    "critical_friend_review",
    "draft_proposal",
    "ready_for_panel",
    "in_refinement",
    "ready_for_report",
    "out_for_mrc",
    "awaiting_change_board",
    "with_authority",
    "sent_back",
    "adoption_window",
    "approved",
    "awaiting_implementation",
    "part_implemented",
    "implemented",
    "rejected",
    "withdrawn",
    "split",
    "merged",
    "unknown",
]
"""The states of SEC Section D. `critical_friend_review`: SECAS comments on a problem statement before it is raised."""

Path = Literal["authority_led", "authority_determined", "self_governance"]
"""Path 1, Path 2 and Path 3."""

DecidingBody = Literal["csc", "panel", "change_board", "authority", "working_group"]
WhoAsks = Literal["proposer", "panel", "csc"]
"""Of urgency: who put it to the Authority."""
Mode = Literal["meeting", "correspondence"]
VoteBasis = Literal["self_governance", "recommendation"]
VoteResult = Literal["approve", "reject"]
Determination = Literal["approved", "rejected", "sent_back"]
VoteChoice = Literal["approve", "reject", "abstain"]
CategoryOutcome = Literal["approve", "reject", "tied", "no_vote"]
AppealOutcome = Literal["confirmed", "overturned", "remitted"]
"""The decision stands; it is turned into its opposite; it must be taken again."""
PartyCategory = Literal["large_supplier", "small_supplier", "electricity_network", "gas_network", "other_sec_party"]
VotingCategory = Literal["large_supplier", "small_supplier", "network", "other_sec_party", "consumer"]
"""As the Change Board is made up: both kinds of networks together, and the Consumer Member as one voice."""
ConsultationType = Literal["refinement", "modification_report", "draft_proposal_comments", "request_for_information"]
ResponseView = Literal["supportive", "not_supportive", "neutral"]
AgendaPurpose = Literal["refinement", "report_phase", "discussion"]
Readiness = Literal["ready", "not_ready"]

Basis = Literal["computed", "computed_from_stated", "stated", "incomplete"]
"""How far a figure rests on dates: wholly; on durations that a paper states; carried as stated; on part of it."""
