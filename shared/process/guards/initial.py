"""Urgency, paths and conversion: the initial consideration of a proposal (SEC D2 to D4)."""

from shared.domain.facts import (
    PathDetermined,
    ProposalConverted,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
)
from shared.process.guard import Case, Guard


def _urgency_not_asked(case: Case) -> str | None:
    told = case.standing.last(UrgencyRequested, UrgencyGranted, UrgencyRefused)
    if told and isinstance(told.fact, UrgencyRequested):
        return None
    return "nobody waits for an answer on its urgency: expected UrgencyRequested first (RequestUrgency)"


def _urgency_asked(case: Case) -> str | None:
    told = case.standing.last(UrgencyRequested, UrgencyGranted, UrgencyRefused)
    if told is None or isinstance(told.fact, UrgencyRefused):
        return None
    return f"its urgency was asked for or granted on {told.day} already ({told.id})"


def _route_is_talk(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, ProposalConverted)
    return "discussion is no route: expected refinement or report_phase" if fact.route == "discussion" else None


def _path_not_self_governance(case: Case) -> str | None:
    if case.standing.path in (None, "self_governance"):
        return None
    return f"its path is {case.standing.path}: a Fast-Track Modification is a form of Self-Governance"


def _same_path(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, PathDetermined)
    return f"its path is {fact.path} already" if fact.path == case.standing.path else None


def _body_may_not_determine(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, PathDetermined)
    if fact.by in ("panel", "authority"):
        return None
    return f"{fact.by} determines no path: expected the panel, or the authority, which may overrule it"


URGENCY_ASKED = Guard("urgency_not_requested", "urgency was asked for", "SEC D4", "P", _urgency_not_asked)
URGENCY_NOT_ASKED = Guard(
    "urgency_already_requested", "urgency is not asked for already", "SEC D4", "P", _urgency_asked
)
A_ROUTE = Guard("not_a_route", "the route is Refinement or the Report Phase", "SEC D3", "S", _route_is_talk)
SELF_GOVERNANCE = Guard("not_self_governance", "no other path was determined", "SEC D2", "P", _path_not_self_governance)
ANOTHER_PATH = Guard("path_is_the_same", "the path is another than before", "SEC D2", "C", _same_path)
BY_PANEL_OR_AUTHORITY = Guard(
    "body_may_not", "the Panel or the Authority determines paths", "SEC D2, D3, D4", "K", _body_may_not_determine
)
