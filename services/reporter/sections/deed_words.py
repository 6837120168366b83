"""PURE. What was done with a proposal, as a sentence goes on after its name: `was put on hold: It waits`."""

from collections.abc import Callable, Mapping

from services.reporter import words
from services.reporter.names import name
from services.reporter.view import View
from shared.domain.vocabulary import AgendaPurpose, VotingCategory, WhoAsks
from shared.readmodels.deeds import Deed, Proceeding, Split

ROUTES: Mapping[AgendaPurpose, str] = {
    "refinement": "the Refinement Process",
    "report_phase": "the Report Phase",
    "discussion": "discussion",
}
_ASKING: Mapping[WhoAsks | None, str] = {"panel": "by the Panel", "csc": "by the CSC", "proposer": "by its Proposer"}
_CATEGORIES: Mapping[VotingCategory, str] = {
    "large_supplier": "Large Suppliers",
    "small_supplier": "Small Suppliers",
    "network": "Network Parties",
    "other_sec_party": "Other SEC Parties",
    "consumer": "Consumer Member",
}


def done(view: View, deed: Proceeding) -> str:
    """Without its day, and without a full stop."""
    if (told := _PLAIN.get(deed.deed)) is not None:
        return told
    return _TOLD[deed.deed](view, deed)


def after(deed: Proceeding) -> str:
    """What follows its day: to what it leads, until when, and the reason given; empty where nothing does."""
    reason = f": {deed.about.rstrip('.')}" if deed.about and deed.deed in _WITH_REASON else ""
    return f"{_follows(deed)}{reason}"


def _follows(deed: Proceeding) -> str:
    match deed.deed:
        case "converted" if deed.route:
            return f", to proceed to {ROUTES[deed.route]}"
        case "withdrawal_requested" if deed.until:
            return f"; others may adopt it until {words.day(deed.until)}"
        case "deferred" if deed.until:
            return f", to {words.day(deed.until)}"
        case "rework_started" if deed.route:
            return f", in {ROUTES[deed.route]}"
        case _:
            return ""


def by_category(votes: tuple[Split, ...]) -> str:
    """`(Large Suppliers: 9 to approve, 3 to reject, 1 abstaining; …)`; empty where the split is not known."""
    if not votes:
        return ""
    told = (
        f"{_CATEGORIES[vote.category]}: {vote.approve} to approve, {vote.reject} to reject, {vote.abstain} abstaining"
        for vote in votes
    )
    return f" ({'; '.join(told)})"


def _urgency_requested(_: View, deed: Proceeding) -> str:
    by = f" {_ASKING[deed.asked_by]}" if deed.asked_by else ""
    return f"was put to the Authority{by} to be treated as an Urgent Proposal"


def _renamed(_: View, deed: Proceeding) -> str:
    return f"was renamed ‘{deed.about}’"


def _taken_over(_: View, deed: Proceeding) -> str:
    return f"was taken over by {deed.about}"


def _alternative_added(_: View, deed: Proceeding) -> str:
    return f"was given Alternative Proposal {deed.on_alternative} ‘{deed.about}’"


def _put_on_hold(view: View, deed: Proceeding) -> str:
    return "was put on hold" + (f" to await {_links(view, deed.others)}" if deed.others else "")


def _split(view: View, deed: Proceeding) -> str:
    return f"was split into {_links(view, deed.others)}"


def _merged(view: View, deed: Proceeding) -> str:
    return f"was merged into {_links(view, deed.others)}"


def _links(view: View, streams: tuple[str, ...]) -> str:
    return words.in_a_row(tuple(name(view, stream).link for stream in streams))


def _adopted(_: View, deed: Proceeding) -> str:
    return f"was adopted by {deed.about}"


def _appealed(_: View, deed: Proceeding) -> str:
    return f"was appealed against by {deed.about}"


_PLAIN: Mapping[Deed, str] = {
    "fast_track_recommended": "was recommended to the Panel as a Fast-Track Modification by the CSC",
    "fast_track_approved": "was **approved** by the Panel as a Fast-Track Modification",
    "converted": "was converted to a Modification Proposal",
    "conversion_refused": "was not converted to a Modification Proposal by the Panel",
    "report_phase_approved": "was approved by the Panel to proceed to consultation on its Modification Report",
    "report_returned": "had its Modification Report returned by the Panel",
    "urgency_granted": "was accepted as an Urgent Proposal by the Authority",
    "urgency_refused": "was not accepted as an Urgent Proposal by the Authority",
    "resumed": "was resumed",
    "withdrawal_requested": "was withdrawn by its Proposer",
    "deferred": "had its vote deferred by the Change Board",
    "rework_started": "was taken up again for further work",
    "withdrawn": "was **withdrawn**",
    "appeal_confirmed": "had its decision **confirmed** on appeal by the Authority",
    "appeal_overturned": "had its decision **overturned** on appeal by the Authority",
    "appeal_remitted": "was **sent back** on appeal by the Authority, to be decided again",
}
_TOLD: Mapping[Deed, Callable[[View, Proceeding], str]] = {
    "urgency_requested": _urgency_requested,
    "title_changed": _renamed,
    "proposer_changed": _taken_over,
    "alternative_added": _alternative_added,
    "put_on_hold": _put_on_hold,
    "split": _split,
    "merged": _merged,
    "adopted": _adopted,
    "appeal_lodged": _appealed,
}
TOLD: tuple[Deed, ...] = (*_PLAIN, *_TOLD)
"""The deeds that have words here; of the others, votes and determinations, their own parts of the paper tell."""
_WITH_REASON: frozenset[Deed] = frozenset(
    {"conversion_refused", "report_returned", "urgency_refused", "put_on_hold", "withdrawal_requested", "deferred"}
)
