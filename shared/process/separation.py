"""Separation of duties: what one person may not do after, or beside, what the same person did before.

Persons are told apart by the name or id that they give commands under; a Proposer is known by the name that the
papers print.
"""

from collections.abc import Callable

from shared.domain.facts import (
    AssessmentReturned,
    ProposalAdopted,
    ProposalRaised,
    ProposerChanged,
    ReportIssued,
    ReportRestated,
    VoteCast,
)
from shared.domain.recorded import Recorded
from shared.process.guard import Case, Guard
from shared.process.guards.assessments import the_one
from shared.process.guards.corrections import found, proposal_of

_EDITS = frozenset({"StopAssessmentClock", "ResumeAssessmentClock", "ReviseAssessmentTarget", "ReturnAssessment"})


def _who(recorded: Recorded) -> str | None:
    actor = recorded.entry.actor
    return actor.person if actor else None


def _proposer_votes(case: Case) -> str | None:
    told = case.standing.last(ProposalRaised, ProposerChanged, ProposalAdopted)
    proposer = (
        told.fact.proposer.name
        if told and isinstance(told.fact, ProposalRaised | ProposerChanged | ProposalAdopted)
        else None
    )
    if proposer is None or case.giver.person != proposer:
        return None
    return f"{proposer} is its Proposer, and does not vote on it"


def _votes_for_another(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, VoteCast)
    return None if fact.member == case.giver.person else f"{case.giver.person} votes as {fact.member}: expected oneself"


def _voter_determines(case: Case) -> str | None:
    voted = [recorded.id for recorded, fact in case.standing.all(VoteCast) if fact.member == case.giver.person]
    return f"{case.giver.person} voted on it ({voted[0]})" if voted else None


def _author_agrees(case: Case) -> str | None:
    told = proposal_of(case)
    if told is None or _who(told[0]) != case.giver.person:
        return None
    return f"{case.giver.person} proposed it ({told[0].id}): expected somebody else"


def _assessor_edits(case: Case) -> str | None:
    row = the_one(case)
    if row is None or (row.turns[-1:] and row.turns[-1].state != "returned"):
        return None
    for recorded, _ in case.standing.all(AssessmentReturned):
        if recorded.assessment == (row.kind, row.n) and _who(recorded) == case.giver.person:
            return f"{case.giver.person} returned it ({recorded.id}): expected a correction, agreed by somebody else"
    return None


def _builder_issues(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, ReportIssued | ReportRestated)
    built = found(case.standing, fact.built)
    if built is None or _who(built) != case.giver.person:
        return None
    return f"{case.giver.person} built it ({built.id}): expected somebody else"


def _guard(code: str, says: str, broken: Callable[[Case], str | None]) -> Guard:
    return Guard(code, says, "separation of duties", "K", broken)


SEPARATION: tuple[tuple[frozenset[str], Guard], ...] = (
    (frozenset({"CastVote"}), _guard("proposer_votes", "the Proposer does not vote", _proposer_votes)),
    (frozenset({"CastVote"}), _guard("votes_for_another", "everybody votes for oneself", _votes_for_another)),
    (
        frozenset({"RecordAuthorityDetermination", "DetermineAppeal"}),
        _guard("voter_determines", "whoever voted does not record the Authority's determination", _voter_determines),
    ),
    (
        frozenset({"ApproveCorrection", "RefuseCorrection"}),
        _guard("author_agrees", "whoever proposed a correction does not agree to it", _author_agrees),
    ),
    (_EDITS, _guard("assessor_edits", "whoever returned an assessment does not change it", _assessor_edits)),
    (
        frozenset({"IssueReport", "RestateReport"}),
        _guard("builder_issues", "whoever built a paper does not issue it", _builder_issues),
    ),
)
"""Of which commands, and deeds of the reporter, each is asked, before the rules of the Code are."""


def separated(case: Case) -> tuple[Guard, str] | None:
    """The first duty that the command would mix with another, and how; None where it mixes none."""
    for commands, guard in SEPARATION:
        if case.command.name in commands and (why := guard.broken(case)):
            return guard, why
    return None
