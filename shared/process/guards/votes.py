"""How the Change Board votes: by Party Category, each with one result, the majority of them deciding (SEC D8)."""

from collections import Counter
from collections.abc import Mapping

from shared.domain.facts import AlternativeAdded, CategoryVote, ChangeBoardVoted, VoteCast
from shared.domain.vocabulary import CategoryOutcome, VoteChoice, VoteResult, VotingCategory
from shared.process.guard import Case, Guard


def _vote(case: Case) -> ChangeBoardVoted:
    assert isinstance(case.command.fact, ChangeBoardVoted)
    return case.command.fact


def _basis_does_not_fit(case: Case) -> str | None:
    path, basis = case.standing.path, _vote(case).basis
    if path is None:
        return "its path is not determined: expected DeterminePath first"
    wanted = "self_governance" if path == "self_governance" else "recommendation"
    return None if basis == wanted else f"its path is {path}: expected the basis {wanted}, found {basis}"


def outcome_of(vote: CategoryVote) -> CategoryOutcome:
    """The one result that a category gives."""
    if vote.approve == vote.reject:
        return "tied" if vote.approve else "no_vote"
    return "approve" if vote.approve > vote.reject else "reject"


def result_of(votes: tuple[CategoryVote, ...], tied_vote_is: VoteResult) -> VoteResult:
    """What the categories decide together."""
    count = Counter(vote.outcome for vote in votes)
    if count["approve"] == count["reject"]:
        return tied_vote_is
    return "approve" if count["approve"] > count["reject"] else "reject"


def _does_not_add_up(case: Case) -> str | None:
    vote = _vote(case)
    if vote.votes is None:
        return None
    if len({each.category for each in vote.votes}) < len(vote.votes):
        return "a category stands twice: expected each once"
    for each in vote.votes:
        if each.outcome != (wanted := outcome_of(each)):
            return f"{each.category}: {each.approve} to {each.reject} gives {wanted}, found {each.outcome}"
    result = result_of(vote.votes, case.settings.tied_vote_is)
    return None if result == vote.result else f"the categories give {result}, found {vote.result}"


def _more_than_seats(case: Case) -> str | None:
    for each in _vote(case).votes or ():
        seats, cast = case.settings.change_board_seats[each.category], each.approve + each.reject + each.abstain
        if cast > seats:
            return f"{each.category}: {cast} votes, and {seats} seats on that day"
    return None


def _too_few(case: Case) -> str | None:
    votes, wanted = _vote(case).votes, case.settings.change_board_quorum
    cast = sum(each.approve + each.reject + each.abstain for each in votes or ())
    return f"{cast} votes: the quorum is {wanted}" if votes is not None and cast < wanted else None


def _not_as_cast(case: Case) -> str | None:
    vote = _vote(case)
    cast = Counter(
        (fact.category, fact.choice) for _, fact in case.standing.all(VoteCast) if fact.meeting_on == case.command.on
    )
    if not cast or vote.votes is None:
        return None
    told = Counter(
        {
            (each.category, choice): count
            for each in vote.votes
            for choice, count in (("approve", each.approve), ("reject", each.reject), ("abstain", each.abstain))
            if count
        }
    )
    return None if told == cast else f"the votes cast on {case.command.on} are others: {_words(cast)}"


def _words(cast: Mapping[tuple[VotingCategory, VoteChoice], int]) -> str:
    return ", ".join(f"{category} {choice} {count}" for (category, choice), count in sorted(cast.items()))


def _unknown_alternative(case: Case) -> str | None:
    wanted = _vote(case).on_alternative
    there = {fact.n for _, fact in case.standing.all(AlternativeAdded)}
    return None if wanted in there | {None} else f"there is no alternative {wanted}: expected one of {sorted(there)}"


def _voted_before(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, VoteCast)
    told = [recorded for recorded, other in case.standing.all(VoteCast) if other.says() == fact.says()]
    return f"{fact.member} has voted at that meeting ({told[0].id})" if told else None


def _not_at_the_meeting(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, VoteCast)
    if fact.meeting_on == case.command.on:
        return None
    return f"the vote is of {case.command.on}, and the meeting of {fact.meeting_on}: expected one day"


BASIS_FITS = Guard("basis_does_not_fit", "the basis is that of its path", "SEC D2, D8", "S", _basis_does_not_fit)
ADDS_UP = Guard("votes_do_not_add_up", "the categories give the result", "SEC D8", "K", _does_not_add_up)
WITHIN_SEATS = Guard("more_votes_than_seats", "no more votes than seats", "SEC C6.10", "P", _more_than_seats)
QUORATE = Guard("not_quorate", "there is a quorum", "SEC C6.10", "K", _too_few)
AS_CAST = Guard("not_as_cast", "the votes are those that were cast", "SEC D8", "C", _not_as_cast)
ALTERNATIVE_THERE = Guard("no_such_alternative", "the alternative is there", "SEC D6.15", "P", _unknown_alternative)
FIRST_VOTE = Guard("voted_already", "one vote for each Member", "SEC D8", "K", _voted_before)
AT_THE_MEETING = Guard("not_at_the_meeting", "the vote is cast at the meeting", "SEC D8", "C", _not_at_the_meeting)
