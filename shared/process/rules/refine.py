"""The Refinement Process (SEC D6), and what it may turn a proposal into."""

from shared.domain.facts import (
    AlternativeAdded,
    LegalTextChanged,
    ModificationReportSubmitted,
    ProposalRaised,
    ProposalsMerged,
    ProposalSplit,
    ProposalSplitOff,
    SolutionChanged,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef, series_of
from shared.process.command import Command, Decided
from shared.process.guard import Case
from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD, follows
from shared.process.guards.proposals import ANOTHER, FREE_SUFFIXES, NEXT_ALTERNATIVE, OTHER_KNOWN, OTHER_LIVE
from shared.process.guards.reports import ASSESSMENTS_BACK, NOT_OUT_IN_REFINEMENT, REPORT_NOT_YET_SUBMITTED
from shared.process.rule import LIVE, PROPOSED, Move, Rule, Told, own_fact, stays

_CAN_MERGE = LIVE[:6]


def children_of(command: Command) -> tuple[str, ...]:
    """The streams of the parts that a split makes."""
    if not isinstance(command.fact, ProposalSplit):
        return ()
    return tuple(f"{command.stream}{child.suffix}" for child in command.fact.children)


def _split(case: Case) -> Told:
    """The parent's own fact; and each part is raised on the day on which the parent was, and goes on as it stood."""
    command, raised = case.command, case.standing.last(ProposalRaised)
    assert isinstance(command.fact, ProposalSplit)
    told = list(own_fact(case))
    for child, stream in zip(command.fact.children, children_of(command), strict=True):
        if raised:
            told.append(_raised_as(raised, stream, child.title))
        told.append(Decided(stream, command.on, ProposalSplitOff(parent=command.stream, state=case.standing.state)))
    return tuple(told)


def _raised_as(raised: Recorded, stream: str, title: str) -> Decided:
    fact = raised.fact
    assert isinstance(fact, ProposalRaised)
    label = ModificationRef.parse(stream).label(series_of(fact.label))
    return Decided(stream, raised.day, ProposalRaised(label=label, title=title, proposer=fact.proposer))


def _into(command: Command) -> tuple[str, ...]:
    return (command.fact.into,) if isinstance(command.fact, ProposalsMerged) else ()


RULES: tuple[Rule, ...] = (
    Rule(
        "RecordWorkingGroupDiscussion",
        WorkingGroupDiscussed,
        "A Working Group discusses it.",
        "Working Group",
        "SEC D6",
        "S",
        stays("in_refinement"),
        guards=(IN_ORDER,),
    ),
    Rule(
        "ChangeSolution",
        SolutionChanged,
        "What is proposed changes, or is told for the first time.",
        "Working Group",
        "SEC D6",
        "P",
        stays("in_refinement", "sent_back"),
        guards=(IN_ORDER,),
    ),
    Rule(
        "AddAlternative",
        AlternativeAdded,
        "A further variation goes to the Change Board beside it.",
        "Working Group, or the Proposer",
        "SEC D6.15",
        "P",
        stays("in_refinement"),
        guards=(IN_ORDER, NOT_ON_HOLD, NEXT_ALTERNATIVE),
    ),
    Rule(
        "ChangeLegalText",
        LegalTextChanged,
        "The legal text has a new version.",
        "SECAS",
        "SEC D6, D7",
        "P",
        stays(*PROPOSED),
        guards=(follows(LegalTextChanged),),
    ),
    Rule(
        "SplitProposal",
        ProposalSplit,
        "It goes on as several, which keep the day on which it was raised.",
        "Panel",
        "register pages of MP102A, MP102B, MP122A, MP134A",
        "P",
        (Move("in_refinement", "split"),),
        guards=(IN_ORDER, FREE_SUFFIXES),
        tell=_split,
        others=children_of,
        also=(ProposalRaised, ProposalSplitOff),
    ),
    Rule(
        "MergeProposals",
        ProposalsMerged,
        "It goes on as part of another.",
        "Panel",
        "SEC D6",
        "K",
        tuple(Move(state, "merged") for state in _CAN_MERGE),
        guards=(IN_ORDER, ANOTHER, OTHER_KNOWN, OTHER_LIVE),
        others=_into,
    ),
    Rule(
        "SubmitModificationReport",
        ModificationReportSubmitted,
        "The Modification Report goes to the Panel.",
        "SECAS",
        "SEC D7.1",
        "P",
        (Move("in_refinement", "ready_for_report"), *stays("ready_for_report")),
        guards=(IN_ORDER, NOT_ON_HOLD, ASSESSMENTS_BACK, NOT_OUT_IN_REFINEMENT, REPORT_NOT_YET_SUBMITTED),
    ),
)
