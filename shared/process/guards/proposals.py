"""Who may propose, under which label, and what a proposal may be split, merged or turned into."""

from shared.domain.facts import (
    AlternativeAdded,
    ProposalAdopted,
    ProposalRaised,
    ProposalSplit,
    Proposer,
    ProposerChanged,
    TitleChanged,
)
from shared.domain.reference import ModificationRef, NotAReference, series_of
from shared.process.guard import Case, Guard
from shared.process.rule import LIVE


def _proposer(case: Case) -> Proposer | None:
    match case.command.fact:
        case (
            ProposalRaised(proposer=proposer) | ProposerChanged(proposer=proposer) | ProposalAdopted(proposer=proposer)
        ):
            return proposer
        case _:
            return None


def _not_eligible(case: Case) -> str | None:
    proposer = _proposer(case)
    assert proposer is not None
    named = case.settings.eligible_without_category
    if proposer.party_category or proposer.on_behalf_of or proposer.organisation in named:
        return None
    return (
        f"{proposer.name} of {proposer.organisation or 'no organisation'} is told to be of no Party Category: expected "
        f"party_category, on_behalf_of, or one of {', '.join(sorted(named))} as the organisation"
    )


def _label_of_another(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, ProposalRaised)
    try:
        stream, series = ModificationRef.parse(fact.label).stream, series_of(fact.label)
    except NotAReference as error:
        return str(error)
    if stream != case.command.stream:
        return f"the label {fact.label} is of modification {stream}: expected one of {case.command.stream}"
    if series == "SECMP" and case.command.on > case.settings.oldest_series_ended_on:
        return f"{fact.label} is of the series that ended: expected DP{stream.zfill(3)}"
    if series == "MP" and not fact.urgent_requested:
        return f"{fact.label} is raised as a Modification Proposal: only an urgent one is; expected DP{stream.zfill(3)}"
    if series == "DP" and fact.urgent_requested:
        return f"{fact.label} asks for urgency: an Urgent Proposal starts as MP{stream.zfill(3)}"
    return None


def _same_title(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, TitleChanged)
    titles = [told.fact.title for told in case.standing.told if isinstance(told.fact, ProposalRaised | TitleChanged)]
    return f"it is called {fact.title!r} already" if titles and titles[-1] == fact.title else None


def _not_the_next_alternative(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, AlternativeAdded)
    wanted = 1 + len(list(case.standing.all(AlternativeAdded)))
    return None if fact.n == wanted else f"alternative {fact.n} is not the next one: expected n={wanted}"


def _suffixes_taken(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, ProposalSplit)
    if not case.command.stream.isdigit():
        return f"{case.command.stream} came out of a split itself: expected a modification without a suffix"
    suffixes = [child.suffix for child in fact.children]
    if len(set(suffixes)) < len(suffixes):
        return f"two parts have the same suffix ({', '.join(suffixes)}): expected one each"
    return next(
        (f"modification {stream} is there already" for stream, other in case.others.items() if other.told), None
    )


def _stream_unknown(case: Case) -> str | None:
    return next(
        (f"modification {each} is not known here" for each, other in case.others.items() if not other.told), None
    )


def _other_ended(case: Case) -> str | None:
    ended = {each: other.state.replace("_", " ") for each, other in case.others.items() if other.state not in LIVE}
    return next((f"modification {each} is {state}: expected one that is live" for each, state in ended.items()), None)


def _with_itself(case: Case) -> str | None:
    return "it names itself: expected another modification" if case.command.stream in case.others else None


ELIGIBLE = Guard("proposer_not_eligible", "the Proposer is eligible", "SEC D1.3", "K", _not_eligible)
LABELLED = Guard("label_does_not_fit", "the label is its own, DP unless urgent", "register", "S", _label_of_another)
NEW_TITLE = Guard("title_is_the_same", "the title is another", "register", "C", _same_title)
NEXT_ALTERNATIVE = Guard("not_the_next", "alternatives count on from 1", "SEC D6.15", "P", _not_the_next_alternative)
FREE_SUFFIXES = Guard("suffix_taken", "each part has a suffix of its own", "register: MP102A", "P", _suffixes_taken)
OTHER_KNOWN = Guard("other_not_known", "the modification that it names is known", "register", "C", _stream_unknown)
OTHER_LIVE = Guard("other_not_live", "the modification that it names is live", "SEC D6", "K", _other_ended)
ANOTHER = Guard("names_itself", "it names another modification", "register", "C", _with_itself)
