"""A short story in which every fact of this version is told at least once."""

STORY = """
; A proposal on the Authority-led path: in time it is assessed twice, consulted on, sent back, approved, implemented.
2019-03-04      MP901  ProposalRaised  label=DP901 title="A – dash, a “quote”" proposer='{"name": "A Proposer"}' problem="One.\\n\\nTwo."
2019-03-05      MP901  UrgencyRequested
2019-03-12      MP901  UrgencyGranted
2019-03-19      MP901  ReadinessDetermined  outcome=ready mode=correspondence
2019-04-12      MP901  ProposalConverted  route=refinement
2019-04-12      MP901  PathDetermined  path=authority_determined
by 2019-04-30   MP901  ProposalNamed  label=MP901 title="A – dash" times=2 known=2019-05-10
2019-05-01      MP901  WorkingGroupDiscussed  meeting_on=2019-05-01
2019-05-02      MP901  AssessmentRequested  PA 1
2019-05-03      MP901  AssessmentRefused  PA 1  missing="the charging option"
2019-05-07      MP901  AssessmentAccepted  PA 1  target_wd=15
2019-05-09      MP901  AssessmentClockStopped  PA 1  reason="The request is not clear." awaiting="the Proposer"
2019-05-14      MP901  AssessmentClockResumed  PA 1
2019-05-15      MP901  AssessmentTargetRevised  PA 1  was_wd=15 target_wd=20
by 2019-05-31   MP901  AssessmentDurationStated  PA 1  duration_wd=14 known=2019-06-14
2019-06-10      MP901  AssessmentReturned  PA 1  target_wd=20 duration_wd_stated=22
2019-06-12      MP901  AssessmentReissued  PA 1
2019-06-14      MP901  AssessmentReturned  PA 1  target_wd=20
2019-06-17      MP901  AssessmentRequested  IA 1  at_change_board_on=2019-06-26
2019-06-20      MP901  AssessmentCancelled  IA 1
2019-07-01      MP901  ConsultationPlanned  type=refinement week_commencing=2019-07-08
2019-07-08      MP901  ConsultationOpened  type=refinement closes_on=2019-07-26
2019-07-26      MP901  ConsultationClosed  type=refinement
2019-08-01      MP901  ProposalPutOnHold  reason="It waits for another modification."
2019-08-20      MP901  ProposalResumed
2019-09-02      MP901  ModificationReportSubmitted  panel_on=2019-09-13
2019-10-23      MP901  ChangeBoardVoted  basis=recommendation result=approve ad_hoc=true release=2020-06
2019-10-25      MP901  ReportSubmittedToAuthority
2019-11-20      MP901  AuthorityDetermined  outcome=sent_back
2019-12-04      MP901  ReportSubmittedToAuthority  submission=2
2020-01-15      MP901  AuthorityDetermined  outcome=approved implementation_wd_after=10
2020-01-16      MP901  ReleaseAssigned  release=2020-06 part=1 planned_on=2020-06-25
2020-05-06      MP901  ProposalImplemented  release=2020-06 part=1

; Another, withdrawn; what was told of it is mended twice.
2019-06-03      DP902  ProposalRaised  label=DP902 title="Another" proposer='{"name": "B", "organisation": "C", "on_behalf_of": "D"}'
2019-06-11      DP902  ProposalNamed  label=DP902
2019-06-12      DP902  ProposalWithdrawn
2019-06-13      DP902  EvidenceAdded  of=902#3
2019-06-14      DP902  FactCorrected  of=902#3 now='{"occurred_on": "2019-06-10"}' reason="The letter is of 10 June."
2019-06-17      DP902  FactRetracted  of=902#2 reason="It was told of the wrong proposal."

; A third, from its draft on: urgency refused, not converted at first, held, split, and withdrawn until another adopts it.
2019-01-07      DP903  ProblemStatementReceived  title="A draft" from_organisation=C
2019-01-14      DP903  ProblemStatementCommented  comments="What is the problem?"
2019-01-21      DP903  ProposalRaised  label=DP903 title="Third" proposer='{"name": "B"}' recommended_path=self_governance urgent_requested=true
2019-01-22      DP903  LeadAnalystAssigned  analyst=analyst-1
2019-01-23      DP903  UrgencyRequested  by=proposer
2019-01-28      DP903  UrgencyRefused  reason="It can wait."
2019-01-29      DP903  ImpactsRecorded  party_categories='["large_supplier"]' documents='["SEC Section D"]'
2019-02-05      DP903  ReadinessDetermined  outcome=ready mode=meeting
2019-02-15      DP903  ConversionRefused  reason="The problem is not clear."
2019-03-15      MP903  ProposalConverted  route=refinement
2019-03-18      MP903  TitleChanged  title="Third, and last"
2019-03-19      MP903  ProposerChanged  proposer='{"name": "C", "organisation": "D"}'
2019-03-20      MP903  SolutionChanged  summary="One message less."
2019-03-21      MP903  AlternativeAdded  n=1 title="Two messages less"
2019-03-22      MP903  DependencyRecorded  depends_on='"901"' reason="Both change the same clause."
2019-03-25      MP903  ProposalPutOnHold  reason="It waits." awaiting='"901"'
2019-03-26      MP903  ProposalResumed
2019-03-27      MP903  ConsultationOpened  type=request_for_information closes_on=2019-04-10
2019-03-28      MP903  ResponseReceived  type=request_for_information respondent=r-1 party_category=large_supplier view=supportive confidential=true
2019-04-09      MP903  ConsultationExtended  type=request_for_information closes_on=2019-04-17
2019-04-17      MP903  ConsultationClosed  type=request_for_information responses=1
2019-04-23      MP903  WithdrawalRequested  adoptable_until=2019-05-08 reason="It is not worth it."
2019-04-30      MP903  ProposalAdopted  proposer='{"name": "E"}'
2019-05-07      MP903  ProposalSplit  children='[{"suffix": "A", "title": "Now"}, {"suffix": "B", "title": "Later"}]' scope="What can be done now."
2019-05-07      MP903A  ProposalSplitOff  parent='"903"' state=in_refinement
2019-05-07      MP903B  ProposalSplitOff  parent='"903"' state=in_refinement
2019-05-08      MP903B  ProposalsMerged  into='"903A"'
2019-05-10      MP903A  ModificationReportSubmitted  report_version='"1"'
2019-05-13      MP903A  LegalTextChanged  text_version='"1.1"'
2019-05-17      MP903A  ReportReturned  reason="The legal text is missing."
2019-06-14      MP903A  ReportPhaseApproved
2019-07-24      MP903A  VoteCast  meeting_on=2019-07-24 category=consumer choice=approve member=member-1
2019-07-24      MP903A  ChangeBoardDeferred  reason="The votes are tied." until_on=2019-08-28
2019-08-28      MP903A  ChangeBoardVoted  basis=self_governance result=approve on_alternative=1 votes='[{"category": "consumer", "approve": 1, "outcome": "approve"}]'
2019-08-30      MP903A  AppealLodged  appellant="A Party"
2019-09-20      MP903A  AppealDetermined  outcome=remitted letter_ref="A letter"
2019-10-11      MP903A  ReworkStarted  route=report_phase
2019-11-27      MP903A  ChangeBoardVoted  basis=self_governance result=approve
2019-11-28      MP903A  ReleaseAssigned  release=2020-06 wd_after_approval=100
2019-12-02      MP903A  ImplementationDateChanged  release=2020-06 planned_on=2020-05-08 reason="It needs two days more."
2019-12-03      MP903A  ImplementationCancelled  release=2020-06 reason="It is not ready."
2019-12-04      MP903A  CorrectionProposed  of=903A#15 now='{"occurred_on": "2019-12-02"}' reason="As I remember."
2019-12-05      MP903A  CorrectionRefused  proposal=903A#16 reason="The minutes say otherwise."
2019-03-04      DP904  ProposalRaised  label=DP904 title="A slip" proposer='{"name": "F"}'
2019-03-05      DP904  FastTrackRecommended
2019-03-15      DP904  FastTrackApproved
2019-03-04      MP905  ProposalRaised  label=MP905 title="Given up" proposer='{"name": "G"}'
2019-03-06      MP905  WithdrawalRequested  adoptable_until=2019-03-20
2019-03-20      MP905  AdoptionWindowClosed
2019-10-02      release/2020-11  ReleasePlanned  planned_on=2020-11-05
2020-04-01      release/2020-11  ReleaseDateChangeRequested  planned_on=2020-11-29 reason="Testing."
2020-04-08      release/2020-11  ReleaseDateChangeApproved  planned_on=2020-11-29 flex_to=2020-12-06

; What stands around them.
2019-04-01      meeting/panel/2019-04-12  MeetingScheduled  agenda_on=2019-03-29
2019-03-29      meeting/panel/2019-04-12  AgendaPublished  items='[{"stream": "901", "purpose": "refinement"}]' provisional=true known=2019-04-02
2019-04-12      meeting/panel/2019-04-12  MeetingHeld  mode=correspondence
2019-06-24      meeting/change_board/2019-06-26  MeetingScheduled
2019-06-25      meeting/change_board/2019-06-26  MeetingCancelled  reason="There was nothing to decide."
2019-10-01      release/2020-06  ReleasePlanned  planned_on=2020-06-25
2020-03-30      release/2020-06  ReleaseDateChanged  was_on=2020-06-25 planned_on=2020-05-06
2020-05-06      release/2020-06  ReleaseWentLive
2020-05-07      paper/2020-06  PaperPlanned  paper_ref=SECP_99_0101_01 panel_on=2020-06-12 action="For information" classification=White author="An Author" team="A team" issued_on=2020-06-04 attachments='[{"name": "Appendix A", "title": "A table"}]' news_from=2020-05-01 news_to=2020-05-31 stats_to=2020-05-31 known=2020-06-04
2020-06-04      paper/2020-06  FigureStated  name=proposals.open value=60 unit=WD
2020-06-04      paper/2020-06  CommentaryWritten  section=summary about=proposals.open text="Fewer than in May."
2020-06-04      paper/2020-06  ReportBuilt  paper_ref=SECP_99_0101_01 inputs='{"position": 95, "known_at": "2020-06-04T12:00:00Z", "news_from": "2020-05-01", "news_to": "2020-05-31", "stats_to": "2020-05-31", "day_count": "weekdays_both_ends", "beside": "sec_working_days", "calendar": "england_and_wales/1", "rules": "rules/1", "template": "paper/1"}' formats='[{"format": "md", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "size_bytes": 1}]'
2020-06-05      paper/2020-06  ReportIssued  paper_ref=SECP_99_0101_01 inputs='{"position": 95, "known_at": "2020-06-04T12:00:00Z", "news_from": "2020-05-01", "news_to": "2020-05-31", "stats_to": "2020-05-31", "day_count": "weekdays_both_ends", "beside": "sec_working_days", "calendar": "england_and_wales/1", "rules": "rules/1", "template": "paper/1"}' checkpoint="secchange/00000000" formats='[{"format": "md", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "size_bytes": 1}]' accepted='[{"rule": "paper-day", "message": "It was late.", "reason": "It was a bank holiday."}]' built=paper/2020-06#4
2020-06-08      paper/2020-06  ReportRestated  paper_ref=SECP_99_0101_01 edition=R1 inputs='{"position": 95, "known_at": "2020-06-04T12:00:00Z", "news_from": "2020-05-01", "news_to": "2020-05-31", "stats_to": "2020-05-31", "day_count": "weekdays_both_ends", "beside": "sec_working_days", "calendar": "england_and_wales/1", "rules": "rules/1", "template": "paper/1"}' checkpoint="secchange/00000000" formats='[{"format": "md", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "size_bytes": 1}]' built=paper/2020-06#4 restates=paper/2020-06#5 changes='[{"figure": "proposals.open.count", "before": "60", "after": "61", "kind": "R1", "facts": ["901#1"]}]'
; The feed of the DCC's tickets.
2019-04-02      ticket/urn:dcc:itsm:test/t1  DccTicketRevisionObserved  ticket='{"schema": "dcc-ticket/1", "source": "urn:dcc:itsm:test", "ticket_id": "t1", "ticket_number": "CHG0000001", "revision": 1, "created_at": "2019-04-01T09:00:00Z", "updated_at": "2019-04-02T09:00:00Z", "modification_ref": "MP901", "assessment_type": "PA", "state": "accepted", "accepted_on": "2019-04-02", "target_wd": 15}' door=webhook raw_sha256=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
2019-04-02      feed/urn:dcc:itsm:test  FeedConnected  door=webhook
2019-04-03      feed/urn:dcc:itsm:test  FeedGapDetected  ticket_id=t1 missing=2 upto_revision=4
2019-04-04      feed/urn:dcc:itsm:test  FeedGapClosed  ticket_id=t1 upto_revision=4
2019-04-05      feed/urn:dcc:itsm:test  TicketQuarantined  item=item-1 reason=state-unmapped message="No such state." pointers='["/state"]' fingerprint="state-unmapped|/state" door=webhook raw_sha256=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ticket_id=t2 revision=1 modification=MP902
2019-04-08      feed/urn:dcc:itsm:test  FeedMappingFixed  field=state word=Odd meaning=accepted
2019-04-08      feed/urn:dcc:itsm:test  QuarantineReplayed  item=item-1 attempt=1
2019-04-09      feed/urn:dcc:itsm:test  QuarantineDiscarded  item=item-2 reason="A test."
2019-04-09      feed/urn:dcc:itsm:test  QuarantineArchived  item=item-3
2019-04-09      feed/urn:dcc:itsm:test  QuarantineExported  item=item-4
2019-04-09      feed/urn:dcc:itsm:test  FeedMonthForgotten  month=2017-03 deliveries=4 reason="Its time is over."
2019-04-10      feed/urn:dcc:itsm:test  FeedReconciled  compared=9 differences=3 unexplained=0
2019-04-11      feed/urn:dcc:itsm:test  TicketVanished  ticket_id=t1 ticket_number=CHG0000001 modification=MP901 revision=1
2019-04-12      feed/urn:dcc:itsm:test  TicketReappeared  ticket_id=t1
"""  # noqa: E501
