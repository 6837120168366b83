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
    "unknown",
]
"""SECAS's stages and the ways in which they end. `unknown`: no fact says where it stands on that day."""

State = Literal[
    "draft_proposal",
    "ready_for_panel",
    "in_refinement",
    "ready_for_report",
    "out_for_mrc",
    "awaiting_change_board",
    "with_authority",
    "sent_back",
    "approved",
    "awaiting_implementation",
    "part_implemented",
    "implemented",
    "rejected",
    "withdrawn",
    "unknown",
]
"""The states of SEC Section D, as far as the papers speak of them."""

Path = Literal["authority_led", "authority_determined", "self_governance"]
"""Path 1, Path 2 and Path 3."""

DecidingBody = Literal["csc", "panel", "change_board", "authority", "working_group"]
Mode = Literal["meeting", "correspondence"]
VoteBasis = Literal["self_governance", "recommendation"]
VoteResult = Literal["approve", "reject"]
Determination = Literal["approved", "rejected", "sent_back"]
ConsultationType = Literal["refinement", "modification_report"]
AgendaPurpose = Literal["refinement", "report_phase", "discussion"]
Readiness = Literal["ready", "not_ready"]

Basis = Literal["computed", "computed_from_stated", "stated", "incomplete"]
"""How far a figure rests on dates: wholly; on durations that a paper states; carried as stated; on part of it."""
