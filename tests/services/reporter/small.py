"""Small papers of July 2020: nothing at all, one of everything, and several of everything."""

NOTHING = "2020-05-01  release/2020-05  ReleaseWentLive"

ONE = """
2020-06-13  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann proposer.organisation=DCC problem="The one."
2020-06-30  DP201  ReadinessDetermined  outcome=ready mode=correspondence
2020-07-10  meeting/panel/2020-07-17  AgendaPublished  items='[{"stream": "201", "purpose": "refinement"},
                                      {"stream": "202", "purpose": "report_phase"}]'
2020-05-01  MP202  ProposalRaised  label=DP202 title=Two proposer.name=Bob proposer.on_behalf_of=SSC
2020-05-05  MP202  ProposalConverted  route=refinement
2020-07-01  meeting/working_group/2020-07-01  MeetingHeld
2020-07-01  MP202  WorkingGroupDiscussed  meeting_on=2020-07-01
2020-07-02  meeting/working_group/2020-08-05  MeetingScheduled
2020-07-02  MP202  ConsultationOpened  type=refinement closes_on=2020-07-23
by 2020-07-02  MP203  ProposalNamed  label=MP203 title=Three
2020-07-02  MP203  ConsultationPlanned  type=modification_report week_commencing=2020-07-20
2020-06-24  meeting/change_board/2020-06-24  MeetingHeld
by 2020-06-24  MP204  ProposalNamed  label=MP204 title=Four
2020-06-24  MP204  AssessmentRequested  IA 1  at_change_board_on=2020-06-24
2020-06-25  MP204  AssessmentAccepted  IA 1  target_wd=40
2020-06-01  MP204  AssessmentAccepted  PA 1  target_wd=15
2020-06-08  MP204  AssessmentReturned  PA 1
by 2020-06-24  MP205  ProposalNamed  label=MP205 title=Five
2020-06-24  MP205  ChangeBoardVoted  basis=self_governance result=reject
by 2020-06-26  MP206  ProposalNamed  label=MP206 title=Six
2020-06-26  MP206  AuthorityDetermined  outcome=approved
2020-06-27  MP206  ReleaseAssigned  release=standalone/2020-08-03
by 2020-06-29  MP207  ProposalNamed  label=MP207 title=Seven
2020-06-29  MP207  ProposalImplemented  release=2020-06
2020-06-29  release/2020-06  ReleaseWentLive
by 2020-06-29  SECMP0060  ProposalNamed  label=SECMP0060 title=Sixty
2020-06-29  SECMP0060  ReportSubmittedToAuthority
""".replace(",\n                                      ", ", ")

PLANNED = """
2020-06-12  paper/2020-06  PaperPlanned  paper_ref=SECP_81_1906_12 action="For Information" classification=White
            author="A Name" team="SECAS Team" issued_on=2020-06-12
2020-07-10  paper/2020-07  PaperPlanned  paper_ref=SECP_82_1707_11 action="For Information" classification=White
            author="A Name" team="SECAS Team" issued_on=2020-07-10 panel_on=2020-07-17
""".replace("\n            ", " ")

TWO = f"""
{PLANNED}
2020-06-15  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann proposer.organisation=Npower problem="It."
2020-06-16  DP202  ProposalRaised  label=DP202 title=Two proposer.name=Bob problem="As [DP201 'One'](#DP201)."
2020-06-17  MP203  ProposalRaised  label=MP203 title=Three proposer.name=Cat problem="So."
2020-06-18  MP203  UrgencyRequested
2020-06-19  MP203  UrgencyGranted
2020-06-24  MP203  ChangeBoardVoted  basis=self_governance result=approve release=2020-11
2020-06-24  MP204  ChangeBoardVoted  basis=self_governance result=approve release=2020-11
by 2020-06-24  MP204  ProposalNamed  label=MP204 title=Four
2020-06-24  MP203  ReleaseAssigned  release=2020-11
2020-06-24  MP204  ReleaseAssigned  release=2020-11
2020-06-24  release/2020-11  ReleasePlanned  planned_on=2020-11-05
2020-06-30  DP201  ReadinessDetermined  outcome=ready mode=meeting
2020-06-30  DP202  ReadinessDetermined  outcome=ready mode=meeting
by 2020-07-02  MP205  ProposalNamed  label=MP205 title=Five
by 2020-07-02  MP206  ProposalNamed  label=MP206 title=Six
2020-07-02  MP205  ConsultationOpened  type=modification_report
2020-07-02  MP206  ConsultationOpened  type=modification_report
2020-06-24  MP205  AssessmentRequested  IA 1  at_change_board_on=2020-06-24
2020-06-24  MP206  AssessmentRequested  IA 1  at_change_board_on=2020-06-24
2020-07-03  MP205  ConsultationPlanned  type=refinement week_commencing=2020-07-13
2020-07-03  MP206  ConsultationPlanned  type=refinement week_commencing=2020-07-20
2020-07-10  paper/2020-07  CommentaryWritten  section=refine about="Working Group meetings" text="It did not meet."
"""
