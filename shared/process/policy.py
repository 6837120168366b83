"""Who may give which command. What is not in this table is refused.

A role is not a body: the secretariat reports what bodies decided, from their minutes and letters; a body's own people
may report what is theirs. An auditor and an operator change nothing in the process.
"""

from collections.abc import Mapping

from shared.process.command import Role
from shared.process.rules import RULES

_PANEL = frozenset(
    {
        "ConvertProposal",
        "RefuseConversion",
        "ApproveFastTrack",
        "DeterminePath",
        "RequestUrgency",
        "ApproveReportPhase",
        "ReturnReport",
        "StartRework",
        "PutOnHold",
        "ResumeProposal",
        "SplitProposal",
        "MergeProposals",
        "PlanRelease",
        "RequestReleaseDateChange",
        "ChangeReleaseDate",
        "ProposeCorrection",
    }
)
_CHANGE_BOARD = frozenset({"CastVote", "DeferVote", "RequestAssessment", "ProposeCorrection"})
_AUTHORITY = frozenset(
    {
        "GrantUrgency",
        "RefuseUrgency",
        "DeterminePath",
        "RecordAuthorityDetermination",
        "DetermineAppeal",
        "ApproveReleaseDateChange",
        "ChangeImplementationDate",
        "ProposeCorrection",
    }
)
_DCC = frozenset(
    {
        "AcceptAssessment",
        "RefuseAssessment",
        "StopAssessmentClock",
        "ResumeAssessmentClock",
        "ReviseAssessmentTarget",
        "ReturnAssessment",
        "ProposeCorrection",
    }
)
_PUBLISHER = frozenset(
    {
        "PlanPaper",
        "StateFigure",
        "WriteCommentary",
        "RecordReleaseLive",
        "ImplementProposal",
        "ProposeCorrection",
        "ApproveCorrection",
        "RefuseCorrection",
    }
)
_ONLY_MEMBERS = frozenset({"CastVote"})

POLICY: Mapping[Role, frozenset[str]] = {
    "secretariat": frozenset(rule.command for rule in RULES) - _ONLY_MEMBERS,
    "panel": _PANEL,
    "change_board": _CHANGE_BOARD,
    "authority": _AUTHORITY,
    "dcc": _DCC,
    "publisher": _PUBLISHER,
    "auditor": frozenset(),
    "operator": frozenset(),
}

BODY_OF: Mapping[Role, str] = {
    "secretariat": "SECAS",
    "panel": "Panel",
    "change_board": "Change Board",
    "authority": "Authority",
    "dcc": "DCC",
    "publisher": "SECAS",
    "auditor": "auditor",
    "operator": "operator",
}
"""As which body somebody in a role acts."""


def may_give(role: str, command: str) -> bool:
    """Whether the role may give the command; an unknown role may not."""
    return command in {str(known): commands for known, commands in POLICY.items()}.get(role, frozenset())
