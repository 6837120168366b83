"""PURE. How the Change Board voted, category by category and Member by Member, as its facts now stand."""

from collections.abc import Sequence

from msgspec.structs import replace

from services.reporter.listings.words import in_words
from services.reporter.trail_document.document import Ballot, Cast, Votes
from shared.domain.facts import CategoryVote, ChangeBoardVoted, VoteCast
from shared.domain.recorded import Recorded


def ballots(standing: Sequence[Recorded]) -> tuple[Ballot, ...]:
    """`standing`: the facts with their corrections applied."""
    found = [told for told in standing if isinstance(told.fact, ChangeBoardVoted)]
    return tuple(_ballot(told) for told in sorted(found, key=lambda told: (told.day, told.position)))


def casts(standing: Sequence[Recorded]) -> tuple[Cast, ...]:
    """By meeting, then by category, as they were told."""
    found = [_cast(told, told.fact) for told in standing if isinstance(told.fact, VoteCast)]
    return tuple(sorted(found, key=lambda cast: (cast.on, cast.category)))


def _ballot(told: Recorded) -> Ballot:
    fact = told.fact
    assert isinstance(fact, ChangeBoardVoted)
    # Their split has a table of its own.
    plain = in_words(_without_votes(told, fact))
    return Ballot(told.day, told.exact, plain, tuple(map(_votes, fact.votes or ())), told.evidence)


def _without_votes(told: Recorded, fact: ChangeBoardVoted) -> Recorded:
    return replace(told, fact=fact.model_copy(update={"votes": None}))


def _votes(vote: CategoryVote) -> Votes:
    return Votes(_words(vote.category), vote.approve, vote.reject, vote.abstain, _words(vote.outcome))


def _cast(told: Recorded, fact: VoteCast) -> Cast:
    return Cast(fact.meeting_on, fact.member, _words(fact.category), fact.choice, told.evidence)


def _words(name: str) -> str:
    return name.replace("_", " ")
