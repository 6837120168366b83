"""A way to every place of the process, as commands on lines; and a walk along every transition.

A line is as in tests/process/given.py; without a day it is of the last day told, without a modification of MP125.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from shared.process.command import Giver
from shared.process.transitions import TRANSITIONS, Transition

OTHER = "2020-01-10 DP090 RaiseProposal label=DP090 title=Other proposer.name=O proposer.party_category=gas_network"
RAISE = "RaiseProposal label={} title=Meters proposer.name=N proposer.party_category=large_supplier"
MRC, REFINEMENT = "type=modification_report", "type=refinement"
COMMENTS, INFORMATION = "type=draft_proposal_comments", "type=request_for_information"
SELF, DETERMINED = "DeterminePath path=self_governance", "DeterminePath path=authority_determined"
STANDALONE, NEXT = "release=standalone/2020-11-26", "release=standalone/2021-02-25"

WAYS: Mapping[str, tuple[str, Sequence[str]]] = {
    "critical_friend_review": ("unknown", ["2020-04-20 MP125 ReceiveProblemStatement title=Meters"]),
    "draft_proposal": ("unknown", [f"2020-05-07 MP125 {RAISE.format('DP125')}"]),
    "ready_for_panel": ("draft_proposal", ["2020-05-26 MP125 DetermineReadiness outcome=ready mode=meeting"]),
    "in_refinement": ("ready_for_panel", ["2020-06-19 MP125 ConvertProposal route=refinement"]),
    "ready_for_report": ("in_refinement", ["2020-09-04 MP125 SubmitModificationReport panel_on=2020-09-11"]),
    "out_for_mrc": (
        "ready_for_report",
        ["2020-09-11 MP125 ApproveReportPhase", f"2020-09-14 MP125 OpenConsultation {MRC} closes_on=2020-10-02"],
    ),
    "awaiting_change_board": ("out_for_mrc", [f"2020-10-02 MP125 CloseConsultation {MRC}"]),
    "approved": (
        "awaiting_change_board",
        [SELF, "2020-10-21 MP125 RecordVote basis=self_governance result=approve"],
    ),
    "rejected": (
        "awaiting_change_board",
        [SELF, "2020-10-21 MP125 RecordVote basis=self_governance result=reject"],
    ),
    "with_authority": (
        "awaiting_change_board",
        [DETERMINED, "2020-10-21 MP125 RecordVote basis=recommendation result=approve"],
    ),
    "sent_back": (
        "with_authority",
        ["SubmitReportToAuthority", "2020-11-20 MP125 RecordAuthorityDetermination outcome=sent_back"],
    ),
    "awaiting_implementation": ("approved", [f"AssignRelease {STANDALONE}"]),
    "part_implemented": (
        "approved",
        [
            f"AssignRelease {STANDALONE} part=1",
            f"AssignRelease {NEXT} part=2",
            f"2020-11-26 MP125 ImplementProposal {STANDALONE} part=1",
        ],
    ),
    "adoption_window": ("in_refinement", ["2020-07-01 MP125 RequestWithdrawal"]),
    "requested": ("in_refinement", ["RequestAssessment PA"]),
    "open": ("requested", ["AcceptAssessment PA target_wd=15"]),
    "stopped": ("open", ["StopAssessmentClock PA reason=Unclear"]),
    "returned": ("open", ["ReturnAssessment PA"]),
    "scheduled": ("unscheduled", ["2020-05-01 meeting/panel/2020-06-19 ScheduleMeeting"]),
    "planned": ("unplanned", ["2020-01-06 release/2020-11 PlanRelease planned_on=2020-11-05"]),
}
"""How to come to a place from another. From `unknown`, `unscheduled` and `unplanned` everything begins."""

_URGENT = "urgent_requested=true"
_ELSE = "proposer.name=M proposer.party_category=small_supplier"
_PANEL, _NOVEMBER, _PAPER = "meeting/panel/2020-06-19", "release/2020-11", "paper/2020-06"
_ASK_TO_MOVE = f"2020-09-01 {_NOVEMBER} RequestReleaseDateChange planned_on=2020-11-29 reason=R"
_WRONG = "2020-06-12 MP090 ProposeCorrection of=90#1 reason=R now.title=T"
_LET_MOVE = f"2020-09-08 {_NOVEMBER} ApproveReleaseDateChange planned_on=2020-11-29"

STEPS: Mapping[tuple[str, str], Sequence[str]] = {
    ("ReceiveProblemStatement", ""): ["2020-04-20 MP125 ReceiveProblemStatement title=T"],
    ("CommentOnProblemStatement", ""): ["CommentOnProblemStatement"],
    ("RaiseProposal", "as a Draft Proposal"): [f"2020-05-07 MP125 {RAISE.format('DP125')}"],
    ("RaiseProposal", "as a Modification Proposal"): [f"2020-05-12 MP125 {RAISE.format('MP125')} {_URGENT}"],
    ("ChangeTitle", ""): ["ChangeTitle title=Other"],
    ("ChangeProposer", ""): [f"ChangeProposer {_ELSE}"],
    ("AssignLeadAnalyst", ""): ["AssignLeadAnalyst analyst=a1"],
    ("RecordImpacts", ""): ["RecordImpacts 'documents=[\"SEC Section D\"]'"],
    ("RecordDependency", ""): ["RecordDependency depends_on=MP090"],
    ("DetermineReadiness", "ready"): ["DetermineReadiness outcome=ready mode=correspondence"],
    ("DetermineReadiness", "not ready"): ["DetermineReadiness outcome=not_ready mode=meeting"],
    ("RecommendFastTrack", ""): ["RecommendFastTrack"],
    ("ApproveFastTrack", ""): ["ApproveFastTrack"],
    ("ConvertProposal", "refinement"): ["ConvertProposal route=refinement"],
    ("ConvertProposal", "report phase"): ["ConvertProposal route=report_phase"],
    ("RefuseConversion", ""): ["RefuseConversion reason=Unclear"],
    ("DeterminePath", ""): ["DeterminePath path=authority_led"],
    ("RequestUrgency", ""): ["RequestUrgency by=panel"],
    ("GrantUrgency", ""): ["RequestUrgency by=csc", "GrantUrgency"],
    ("RefuseUrgency", ""): ["RequestUrgency by=proposer", "RefuseUrgency"],
    ("RecordWorkingGroupDiscussion", ""): ["RecordWorkingGroupDiscussion meeting_on=2020-07-01"],
    ("ChangeSolution", ""): ["ChangeSolution summary=S"],
    ("AddAlternative", ""): ["AddAlternative n=1 title=A"],
    ("ChangeLegalText", ""): ["ChangeLegalText text_version=v0.1"],
    ("SplitProposal", ""): ['SplitProposal \'children=[{"suffix": "A", "title": "T"}]\''],
    ("MergeProposals", ""): ["MergeProposals into=MP090"],
    ("SubmitModificationReport", ""): ["SubmitModificationReport"],
    ("RequestAssessment", ""): ["RequestAssessment PA"],
    ("AcceptAssessment", ""): ["AcceptAssessment PA"],
    ("RefuseAssessment", ""): ["RefuseAssessment PA"],
    ("StopAssessmentClock", ""): ["StopAssessmentClock PA reason=R"],
    ("ResumeAssessmentClock", ""): ["ResumeAssessmentClock PA"],
    ("ReviseAssessmentTarget", ""): ["ReviseAssessmentTarget PA target_wd=25"],
    ("ReturnAssessment", ""): ["ReturnAssessment PA"],
    ("ReissueAssessment", ""): ["ReissueAssessment PA"],
    ("CancelAssessment", ""): ["CancelAssessment PA"],
    ("PlanConsultation", "on the Draft Proposal"): [f"PlanConsultation {COMMENTS} week_commencing=2020-06-01"],
    ("PlanConsultation", "for information"): [f"PlanConsultation {INFORMATION} week_commencing=2020-06-01"],
    ("PlanConsultation", "in Refinement"): [f"PlanConsultation {REFINEMENT} week_commencing=2020-06-01"],
    ("PlanConsultation", "on the Modification Report"): [f"PlanConsultation {MRC} week_commencing=2020-09-14"],
    ("OpenConsultation", "on the Draft Proposal"): [f"OpenConsultation {COMMENTS} closes_on=2020-12-18"],
    ("OpenConsultation", "for information"): [f"OpenConsultation {INFORMATION} closes_on=2020-12-18"],
    ("OpenConsultation", "in Refinement"): [f"OpenConsultation {REFINEMENT} closes_on=2020-12-18"],
    ("OpenConsultation", "on the Modification Report"): [
        "ApproveReportPhase",
        f"OpenConsultation {MRC} closes_on=2020-12-18",
    ],
    ("CastVote", ""): ["CastVote meeting_on=2020-10-02 category=consumer choice=approve member=Member"],
    ("ApproveReportPhase", ""): ["ApproveReportPhase"],
    ("ReturnReport", ""): ["ReturnReport reason=Unsound"],
    ("RecordVote", "self-governance, approve"): [SELF, "RecordVote basis=self_governance result=approve"],
    ("RecordVote", "self-governance, reject"): [SELF, "RecordVote basis=self_governance result=reject"],
    ("RecordVote", "recommendation"): [DETERMINED, "RecordVote basis=recommendation result=reject"],
    ("DeferVote", ""): ["DeferVote reason=R"],
    ("SubmitReportToAuthority", ""): ["SubmitReportToAuthority"],
    ("RecordAuthorityDetermination", "approved"): [
        "SubmitReportToAuthority",
        "RecordAuthorityDetermination outcome=approved",
    ],
    ("RecordAuthorityDetermination", "rejected"): [
        "SubmitReportToAuthority",
        "RecordAuthorityDetermination outcome=rejected",
    ],
    ("RecordAuthorityDetermination", "sent back"): [
        "SubmitReportToAuthority",
        "RecordAuthorityDetermination outcome=sent_back",
    ],
    ("StartRework", "refinement"): ["StartRework route=refinement"],
    ("StartRework", "report phase"): ["StartRework route=report_phase"],
    ("LodgeAppeal", ""): ["LodgeAppeal appellant=A"],
    ("DetermineAppeal", "confirmed"): ["LodgeAppeal appellant=A", "DetermineAppeal outcome=confirmed"],
    ("DetermineAppeal", "overturned"): ["LodgeAppeal appellant=A", "DetermineAppeal outcome=overturned"],
    ("DetermineAppeal", "remitted"): ["LodgeAppeal appellant=A", "DetermineAppeal outcome=remitted"],
    ("PutOnHold", ""): ["PutOnHold reason=R awaiting=MP090"],
    ("ResumeProposal", ""): ["PutOnHold reason=R", "ResumeProposal"],
    ("RequestWithdrawal", ""): ["RequestWithdrawal"],
    ("CloseAdoptionWindow", ""): ["2020-07-15 MP125 CloseAdoptionWindow"],
    ("PlanRelease", ""): [f"2020-01-06 {_NOVEMBER} PlanRelease planned_on=2020-11-05"],
    ("RequestReleaseDateChange", ""): [_ASK_TO_MOVE],
    ("ApproveReleaseDateChange", ""): [_ASK_TO_MOVE, _LET_MOVE],
    ("ChangeReleaseDate", ""): [
        *(_ASK_TO_MOVE, _LET_MOVE),
        f"2020-09-11 {_NOVEMBER} ChangeReleaseDate was_on=2020-11-05 planned_on=2020-11-29",
    ],
    ("RecordReleaseLive", ""): [f"2020-11-29 {_NOVEMBER} RecordReleaseLive"],
    ("ScheduleMeeting", ""): [f"2020-05-01 {_PANEL} ScheduleMeeting"],
    ("PublishAgenda", ""): [f"2020-06-12 {_PANEL} PublishAgenda items=[]"],
    ("HoldMeeting", ""): [f"2020-06-19 {_PANEL} HoldMeeting"],
    ("CancelMeeting", ""): [f"2020-06-12 {_PANEL} CancelMeeting"],
    ("PlanPaper", ""): [
        f"2020-06-12 {_PAPER} PlanPaper paper_ref=P action=A classification=W author=X team=T issued_on=2020-06-12"
    ],
    ("StateFigure", ""): [f"2020-06-12 {_PAPER} StateFigure name=f value=1"],
    ("WriteCommentary", ""): [f"2020-06-12 {_PAPER} WriteCommentary section=summary text=T"],
    ("ProposeCorrection", ""): [_WRONG],
    ("ApproveCorrection", ""): [_WRONG, "2020-06-15 MP090 ApproveCorrection proposal=90#2"],
    ("RefuseCorrection", ""): [_WRONG, "2020-06-15 MP090 RefuseCorrection proposal=90#2 reason=R"],
}
"""What to do for a transition, by command and case, once it stands where that begins: its last line makes it."""

_PARTS = [f"AssignRelease {STANDALONE} part=1", f"AssignRelease {NEXT} part=2"]
_RELEASED: Mapping[tuple[str, str, str], Sequence[str]] = {
    ("AssignRelease", "approved", ""): [f"AssignRelease {NEXT}"],
    ("AssignRelease", "awaiting_implementation", ""): [f"AssignRelease {NEXT}"],
    ("AssignRelease", "part_implemented", ""): [f"AssignRelease {NEXT} part=3"],
    ("ChangeImplementationDate", "awaiting_implementation", ""): [
        f"ChangeImplementationDate {STANDALONE} planned_on=2020-12-01"
    ],
    ("ChangeImplementationDate", "part_implemented", ""): [
        f"ChangeImplementationDate {NEXT} part=2 planned_on=2021-03-01"
    ],
    ("CancelImplementation", "awaiting_implementation", "the last of it"): [
        f"CancelImplementation {STANDALONE} reason=R"
    ],
    ("CancelImplementation", "part_implemented", ""): [f"CancelImplementation {NEXT} part=2 reason=R"],
    ("ImplementProposal", "awaiting_implementation", "the last of it"): [f"ImplementProposal {STANDALONE}"],
    ("ImplementProposal", "part_implemented", "the last of it"): [f"ImplementProposal {NEXT} part=2"],
    ("ImplementProposal", "part_implemented", "a part of it"): [
        *(f"AssignRelease {NEXT} part=3", f"ImplementProposal {NEXT} part=2"),
    ],
}
_IN_PARTS: Mapping[str, Sequence[str]] = {
    "CancelImplementation": [*_PARTS, f"CancelImplementation {NEXT} part=2 reason=R"],
    "ImplementProposal": [*_PARTS, f"ImplementProposal {NEXT} part=2"],
}
_CONSULTED: Mapping[str, tuple[str, str]] = {
    "on the Draft Proposal": ("draft_proposal", COMMENTS),
    "for information": ("draft_proposal", INFORMATION),
    "in Refinement": ("in_refinement", REFINEMENT),
    "on the Modification Report": ("", MRC),
}
"""Where one of that type is opened."""


def way(place: str, also: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """The lines that lead to the place; `also` are further lines that are told at places on the way."""
    if place not in WAYS:
        return [OTHER] if place == "unknown" else []
    before, lines = WAYS[place]
    return [*way(before, also), *lines, *(also or {}).get(place, ())]


def walk(made: Transition) -> list[str]:
    """Lines of which the last makes the transition."""
    command, case, source = made.rule.command, made.when, made.source
    match command:
        case "ExtendConsultation" | "RecordResponse" | "CloseConsultation":
            return _consulted(command, case, source)
        case "AdoptProposal":
            return [*way(made.target), "RequestWithdrawal", f"AdoptProposal {_ELSE}"]
        case "CancelImplementation" | "ImplementProposal" if (source, case) == (
            "awaiting_implementation",
            "a part of it",
        ):
            return [*way("approved"), *_IN_PARTS[command]]
        case "RecordVote" if case == "on an alternative":
            added = {"in_refinement": ["AddAlternative n=1 title=A"]}
            vote = "RecordVote basis=self_governance result=reject on_alternative=1"
            return [*way(source, added), SELF, vote]
        case "SubmitModificationReport" if source == "ready_for_report":
            return [*way("ready_for_panel"), "ConvertProposal route=report_phase", command]
        case _:
            begun = {"none": "in_refinement", "any": "unknown"}.get(source, source)
            return [*way(begun), *_RELEASED.get((command, source, case), STEPS.get((command, case), ()))]


def _consulted(command: str, case: str, source: str) -> list[str]:
    """Opened somewhere on the way, which may be long before."""
    opened, type_ = _CONSULTED[case]
    lines = way(source, {opened: [f"OpenConsultation {type_} closes_on=2020-12-18"]})
    closes_on = "2020-10-02" if type_ == MRC else "2020-12-18"
    step = {
        "ExtendConsultation": f"ExtendConsultation {type_} closes_on=2020-12-24",
        "RecordResponse": f"RecordResponse {type_} respondent=R",
        "CloseConsultation": f"{closes_on} MP125 CloseConsultation {type_}",
    }
    return [*lines, step[command]]


def dated(lines: Sequence[str]) -> Iterator[str]:
    """The same lines, each with its day and its modification."""
    day = ""
    for line in lines:
        if re.match(r"\d{4}-", line):
            day = max(day, line[:10])
            yield line
        else:
            yield f"{day} MP125 {line}"


def all_walks() -> Iterator[tuple[Transition, list[str]]]:
    for made in TRANSITIONS:
        yield made, list(dated(walk(made)))


def giver_of(command: str) -> Giver:
    """Who gives it on a way: a Member votes, and another agrees to a correction than proposes it."""
    if command == "CastVote":
        return Giver("Member", "change_board")
    return Giver(
        "Analyst Two" if command in ("ApproveCorrection", "RefuseCorrection") else "Analyst One", "secretariat"
    )
