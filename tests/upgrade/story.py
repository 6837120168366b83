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
"""  # noqa: E501
