"""What may be done where, where it leads, which fact it makes, and who may give it: as plain text."""

LIVE = (
    *("draft_proposal", "ready_for_panel", "in_refinement", "ready_for_report"),
    *("out_for_mrc", "awaiting_change_board", "with_authority", "sent_back"),
)
_SHORT = {
    "live": LIVE,
    "define": LIVE[:2],
    "proposed": LIVE[2:],
    "before_authority": LIVE[:6],
    "going_on": ("approved", "awaiting_implementation", "part_implemented"),
    "appealable": ("approved", "awaiting_implementation", "rejected"),
}

TABLE = """
ReceiveProblemStatement: unknown -> critical_friend_review
CommentOnProblemStatement: critical_friend_review draft_proposal -> =
RaiseProposal DP: unknown critical_friend_review -> draft_proposal
RaiseProposal MP: unknown critical_friend_review -> in_refinement
ChangeTitle: live -> =
ChangeProposer: live -> =
AssignLeadAnalyst: live going_on -> =
RecordImpacts: live -> =
RecordDependency: live going_on -> =
DetermineReadiness ready: draft_proposal -> ready_for_panel
DetermineReadiness not_ready: draft_proposal -> =
RecommendFastTrack: define -> =
ApproveFastTrack: ready_for_panel -> approved
ConvertProposal refinement: ready_for_panel -> in_refinement
ConvertProposal report_phase: ready_for_panel -> ready_for_report
RefuseConversion: ready_for_panel -> draft_proposal
DeterminePath: ready_for_panel proposed -> =
RequestUrgency: live -> =
GrantUrgency: live -> =
RefuseUrgency: live -> =
RecordWorkingGroupDiscussion: in_refinement -> =
ChangeSolution: in_refinement sent_back -> =
AddAlternative: in_refinement -> =
ChangeLegalText: proposed -> =
SplitProposal: in_refinement -> split
MergeProposals: before_authority -> merged
SubmitModificationReport: in_refinement ready_for_report -> ready_for_report
RequestAssessment: none -> requested
AcceptAssessment: requested -> open
RefuseAssessment: requested -> refused
StopAssessmentClock: open -> stopped
ResumeAssessmentClock: stopped -> open
ReviseAssessmentTarget: requested open stopped -> =
ReturnAssessment: open stopped -> returned
ReissueAssessment: returned -> open
CancelAssessment: requested open stopped -> cancelled
PlanConsultation draft_proposal_comments: draft_proposal -> =
PlanConsultation request_for_information: define in_refinement -> =
PlanConsultation refinement: ready_for_panel in_refinement -> =
PlanConsultation modification_report: in_refinement ready_for_report -> =
OpenConsultation draft_proposal_comments: draft_proposal -> =
OpenConsultation request_for_information: define in_refinement -> =
OpenConsultation refinement: in_refinement -> =
OpenConsultation modification_report: ready_for_report -> out_for_mrc
ExtendConsultation draft_proposal_comments: define -> =
ExtendConsultation request_for_information: before_authority -> =
ExtendConsultation refinement: in_refinement -> =
ExtendConsultation modification_report: out_for_mrc -> =
RecordResponse draft_proposal_comments: define -> =
RecordResponse request_for_information: before_authority -> =
RecordResponse refinement: in_refinement -> =
RecordResponse modification_report: out_for_mrc -> =
CloseConsultation draft_proposal_comments: define -> =
CloseConsultation request_for_information: before_authority -> =
CloseConsultation refinement: in_refinement -> =
CloseConsultation modification_report: out_for_mrc -> awaiting_change_board
ApproveReportPhase: ready_for_report -> =
ReturnReport: ready_for_report -> in_refinement
CastVote: awaiting_change_board -> =
RecordVote self_governance/approve: awaiting_change_board -> approved
RecordVote self_governance/reject: awaiting_change_board -> rejected
RecordVote recommendation: awaiting_change_board -> with_authority
RecordVote alternative: awaiting_change_board -> =
DeferVote: awaiting_change_board -> =
SubmitReportToAuthority: with_authority -> =
RecordAuthorityDetermination approved: with_authority -> approved
RecordAuthorityDetermination rejected: with_authority -> rejected
RecordAuthorityDetermination sent_back: with_authority -> sent_back
StartRework refinement: sent_back -> in_refinement
StartRework report_phase: sent_back -> ready_for_report
LodgeAppeal: appealable -> =
DetermineAppeal confirmed: appealable -> =
DetermineAppeal overturned: approved awaiting_implementation -> rejected
DetermineAppeal overturned: rejected -> approved
DetermineAppeal remitted: appealable -> sent_back
PutOnHold: live -> =
ResumeProposal: live -> =
RequestWithdrawal: define -> withdrawn
RequestWithdrawal: proposed -> adoption_window
AdoptProposal: adoption_window -> before
CloseAdoptionWindow: adoption_window -> withdrawn
AssignRelease: approved -> awaiting_implementation
AssignRelease: awaiting_implementation part_implemented -> =
ChangeImplementationDate: awaiting_implementation part_implemented -> =
CancelImplementation last: awaiting_implementation -> approved
CancelImplementation some: awaiting_implementation -> =
CancelImplementation last: part_implemented -> =
CancelImplementation some: part_implemented -> =
ImplementProposal last: awaiting_implementation part_implemented -> implemented
ImplementProposal some: awaiting_implementation part_implemented -> part_implemented
PlanRelease: unplanned -> planned
RequestReleaseDateChange: planned -> =
ApproveReleaseDateChange: planned -> =
ChangeReleaseDate: planned -> =
RecordReleaseLive: planned -> live
ScheduleMeeting: unscheduled -> scheduled
PublishAgenda: scheduled -> =
HoldMeeting: unscheduled scheduled -> held
CancelMeeting: scheduled -> cancelled
"""
"""`live` and the like are several places; `=` is the same place; `before` is where it stood when it was withdrawn."""

MEETINGS = ("ScheduleMeeting", "PublishAgenda", "HoldMeeting", "CancelMeeting")
RELEASES = (
    *("PlanRelease", "RequestReleaseDateChange", "ApproveReleaseDateChange", "ChangeReleaseDate", "RecordReleaseLive"),
)
ANYWHERE = ("PlanPaper", "StateFigure", "WriteCommentary", "ProposeCorrection", "ApproveCorrection", "RefuseCorrection")

_MAY: dict[str, str] = {
    "panel": """ConvertProposal RefuseConversion ApproveFastTrack DeterminePath RequestUrgency ApproveReportPhase
        ReturnReport StartRework PutOnHold ResumeProposal SplitProposal MergeProposals PlanRelease
        RequestReleaseDateChange ChangeReleaseDate ProposeCorrection""",
    "change_board": "CastVote DeferVote RequestAssessment ProposeCorrection",
    "authority": """GrantUrgency RefuseUrgency DeterminePath RecordAuthorityDetermination DetermineAppeal
        ApproveReleaseDateChange ChangeImplementationDate ProposeCorrection""",
    "dcc": """AcceptAssessment RefuseAssessment StopAssessmentClock ResumeAssessmentClock ReviseAssessmentTarget
        ReturnAssessment ProposeCorrection""",
    "publisher": """PlanPaper StateFigure WriteCommentary RecordReleaseLive ImplementProposal ProposeCorrection
        ApproveCorrection RefuseCorrection""",
    "auditor": "",
    "operator": "",
}

_FACTS = """
ReceiveProblemStatement ProblemStatementReceived
CommentOnProblemStatement ProblemStatementCommented
RaiseProposal ProposalRaised
ChangeTitle TitleChanged
ChangeProposer ProposerChanged
AssignLeadAnalyst LeadAnalystAssigned
RecordImpacts ImpactsRecorded
RecordDependency DependencyRecorded
DetermineReadiness ReadinessDetermined
RecommendFastTrack FastTrackRecommended
ApproveFastTrack FastTrackApproved
ConvertProposal ProposalConverted
RefuseConversion ConversionRefused
DeterminePath PathDetermined
RequestUrgency UrgencyRequested
GrantUrgency UrgencyGranted
RefuseUrgency UrgencyRefused
RecordWorkingGroupDiscussion WorkingGroupDiscussed
ChangeSolution SolutionChanged
AddAlternative AlternativeAdded
ChangeLegalText LegalTextChanged
SplitProposal ProposalSplit
MergeProposals ProposalsMerged
SubmitModificationReport ModificationReportSubmitted
RequestAssessment AssessmentRequested
AcceptAssessment AssessmentAccepted
RefuseAssessment AssessmentRefused
StopAssessmentClock AssessmentClockStopped
ResumeAssessmentClock AssessmentClockResumed
ReviseAssessmentTarget AssessmentTargetRevised
ReturnAssessment AssessmentReturned
ReissueAssessment AssessmentReissued
CancelAssessment AssessmentCancelled
PlanConsultation ConsultationPlanned
OpenConsultation ConsultationOpened
ExtendConsultation ConsultationExtended
RecordResponse ResponseReceived
CloseConsultation ConsultationClosed
ApproveReportPhase ReportPhaseApproved
ReturnReport ReportReturned
CastVote VoteCast
RecordVote ChangeBoardVoted
DeferVote ChangeBoardDeferred
SubmitReportToAuthority ReportSubmittedToAuthority
RecordAuthorityDetermination AuthorityDetermined
StartRework ReworkStarted
LodgeAppeal AppealLodged
DetermineAppeal AppealDetermined
PutOnHold ProposalPutOnHold
ResumeProposal ProposalResumed
RequestWithdrawal WithdrawalRequested
AdoptProposal ProposalAdopted
CloseAdoptionWindow AdoptionWindowClosed
AssignRelease ReleaseAssigned
ChangeImplementationDate ImplementationDateChanged
CancelImplementation ImplementationCancelled
ImplementProposal ProposalImplemented
PlanRelease ReleasePlanned
RequestReleaseDateChange ReleaseDateChangeRequested
ApproveReleaseDateChange ReleaseDateChangeApproved
ChangeReleaseDate ReleaseDateChanged
RecordReleaseLive ReleaseWentLive
ScheduleMeeting MeetingScheduled
PublishAgenda AgendaPublished
HoldMeeting MeetingHeld
CancelMeeting MeetingCancelled
PlanPaper PaperPlanned
StateFigure FigureStated
WriteCommentary CommentaryWritten
ProposeCorrection CorrectionProposed
ApproveCorrection FactCorrected
RefuseCorrection CorrectionRefused
"""
FACT_OF: dict[str, str] = dict(zip(_FACTS.split()[::2], _FACTS.split()[1::2], strict=True))


def _moves() -> dict[str, list[tuple[str, str, str]]]:
    """Of each command: which case, from where, to where."""
    moves: dict[str, list[tuple[str, str, str]]] = {name: [] for name in FACT_OF}
    for line in TABLE.strip().splitlines():
        head, way = line.split(": ")
        name, _, case = head.partition(" ")
        sources, target = way.split(" -> ")
        for source in (each for word in sources.split() for each in _SHORT.get(word, (word,))):
            moves[name].append((case, source, source if target == "=" else target))
    return moves


MOVES = _moves()


def may(role: str, command: str) -> bool:
    """The secretariat reports all but the votes of single Members."""
    if role == "secretariat":
        return command != "CastVote"
    return command in _MAY.get(role, "").split()
