"""The Authority's determinations, appeals against Self-Governance decisions, and withdrawal (SEC D5, D9)."""

from datetime import date

from shared.domain.facts import ReportSubmittedToAuthority, ReworkStarted, WithdrawalRequested
from shared.domain.recorded import Recorded
from shared.process.guard import Case, Guard


def _submission(case: Case) -> Recorded | None:
    """The one by which it is with the Authority now."""
    told = [r for r in case.standing.told_since("with_authority") if isinstance(r.fact, ReportSubmittedToAuthority)]
    return told[-1] if told else None


def _not_submitted(case: Case) -> str | None:
    if _submission(case):
        return None
    return "its Modification Report was not submitted to the Authority: expected SubmitReportToAuthority first"


def _submitted(case: Case) -> str | None:
    told = _submission(case)
    return f"its Modification Report was submitted to the Authority on {told.day} already ({told.id})" if told else None


def _no_rework_route(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, ReworkStarted)
    return "discussion is no route: expected refinement or report_phase" if fact.route == "discussion" else None


def _no_vote_to_appeal(case: Case) -> str | None:
    if case.standing.decided_by_vote:
        return None
    return "it was not decided under Self-Governance: only such a decision can be appealed"


def appeal_ends_on(case: Case) -> date | None:
    """The last day for an appeal; None where it was not decided under Self-Governance."""
    told = case.standing.decided_by_vote
    return case.calendar.add_working_days(told.day, case.settings.appeal_window_wd) if told else None


def _appeal_too_late(case: Case) -> str | None:
    last = appeal_ends_on(case)
    if last is None or case.command.on <= last:
        return None
    wd = case.settings.appeal_window_wd
    return f"an appeal could be lodged until {last}, {wd} WD after the decision: {case.command.on} is too late"


def _appeal_pending(case: Case) -> str | None:
    return "an appeal is pending: expected DetermineAppeal first" if case.standing.has_appeal_pending else None


def _no_appeal_pending(case: Case) -> str | None:
    return None if case.standing.has_appeal_pending else "no appeal is pending: expected LodgeAppeal first"


def _last_day(case: Case) -> date | None:
    told = case.standing.last(WithdrawalRequested)
    return told.fact.adoptable_until if told and isinstance(told.fact, WithdrawalRequested) else None


def _adopted_too_late(case: Case) -> str | None:
    last = _last_day(case)
    return None if last is None or case.command.on <= last else f"it could be adopted until {last}: too late"


def _window_still_open(case: Case) -> str | None:
    last = _last_day(case)
    return None if last is None or case.command.on >= last else f"it can be adopted until {last}: too early to close"


SUBMITTED = Guard("not_with_authority", "the report was submitted to the Authority", "SEC D9", "S", _not_submitted)
NOT_YET_SUBMITTED = Guard("already_with_authority", "it was not submitted yet", "SEC D9", "C", _submitted)
REWORK_ROUTE = Guard("not_a_route", "the route is Refinement or the Report Phase", "SEC D9", "S", _no_rework_route)
DECIDED_BY_VOTE = Guard("not_self_governance", "decided under Self-Governance", "SEC D9", "K", _no_vote_to_appeal)
APPEAL_IN_TIME = Guard("appeal_too_late", "within 10 WD of the decision", "SEC D9", "K", _appeal_too_late)
NO_APPEAL_PENDING = Guard("appeal_pending", "no appeal is pending", "SEC D9", "K", _appeal_pending)
APPEAL_PENDING = Guard("no_appeal_pending", "an appeal is pending", "SEC D9", "K", _no_appeal_pending)
ADOPTED_IN_TIME = Guard("adoption_too_late", "within the adoption window", "SEC D5", "P", _adopted_too_late)
WINDOW_OVER = Guard("adoption_window_open", "the adoption window is over", "SEC D5", "P", _window_still_open)
