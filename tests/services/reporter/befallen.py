"""A paper of July 2020 in whose days happened what seldom does."""

from tests.services.reporter.small import PLANNED

BEFALLEN = f"""
{PLANNED}
2020-05-01  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann
2020-06-16  DP201  ProposalPutOnHold  reason="It waits." awaiting='"252"'
by 2020-06-16  MP252  ProposalNamed  label=MP252 title="What it waits for"
2020-05-01  DP202  ProposalRaised  label=DP202 title=Two proposer.name=Bob
2020-06-17  DP202  WithdrawalRequested
2020-06-17  DP202  ProposalWithdrawn
2020-05-02  MP203  ProposalRaised  label=DP203 title=Three proposer.name=Cat
2020-05-15  MP203  ProposalConverted  route=refinement
2020-06-22  MP203  UrgencyRequested  by=panel
2020-06-24  MP203  UrgencyGranted
2020-05-02  MP204  ProposalRaised  label=DP204 title=Four proposer.name=Dan
2020-05-15  MP204  ProposalConverted  route=refinement
2020-06-24  MP204  ProposalSplit  children='[{{"suffix": "A", "title": "Now"}}, {{"suffix": "B", "title": "Later"}}]'
2020-05-02  MP204A  ProposalRaised  label=MP204A title=Now proposer.name=Dan known=2020-06-24
2020-06-24  MP204A  ProposalSplitOff  parent='"204"'
2020-05-02  MP204B  ProposalRaised  label=MP204B title=Later proposer.name=Dan known=2020-06-24
2020-06-24  MP204B  ProposalSplitOff  parent='"204"'
2020-05-02  MP205  ProposalRaised  label=DP205 title=Five proposer.name=Eve
2020-05-15  MP205  ProposalConverted  route=report_phase
2020-06-24  MP205  ChangeBoardDeferred  reason="The votes were tied." until_on=2020-07-22
by 2020-05-01  MP206  ProposalNamed  label=MP206 title=Six
2020-05-27  MP206  ChangeBoardVoted  basis=self_governance result=approve release=2020-11
2020-05-28  MP206  ReleaseAssigned  release=2020-11
2020-06-15  MP206  AppealLodged  appellant="Citizens Advice"
by 2020-05-01  MP207  ProposalNamed  label=MP207 title=Seven
2020-05-27  MP207  ReleaseAssigned  release=2020-11
2020-06-25  MP207  ReleaseAssigned  release=2021-02
2020-05-01  release/2020-11  ReleasePlanned  planned_on=2020-11-05
2020-06-30  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
2020-05-03  MP208  ProposalRaised  label=DP208 title=Eight proposer.name=Fay
2020-05-15  MP208  ProposalConverted  route=refinement
2020-07-01  MP208  WithdrawalRequested  adoptable_until=2020-07-15
2020-05-03  DP209  ProposalRaised  label=DP209 title=Nine proposer.name=Gil
2020-06-19  MP209  ProposalConverted  route=refinement
"""
