"""That things follow one another: in days, and not while everything waits."""

from shared.process.guard import Case, Guard


def _before_its_turn(case: Case) -> str | None:
    since, on = case.standing.since, case.command.on
    if on >= since:
        return None
    return f"it has been {_words(case.standing.state)} since {since}: expected that day or a later one, found {on}"


def _held(case: Case) -> str | None:
    if not case.standing.is_on_hold:
        return None
    return "work on it is on hold: expected it to be resumed first (ResumeProposal)"


def _not_held(case: Case) -> str | None:
    return None if case.standing.is_on_hold else "work on it is not on hold: there is nothing to resume"


def _words(state: str) -> str:
    return state.replace("_", " ")


IN_ORDER = Guard(
    "before_what_it_follows",
    "not dated before the day on which it came to where it stands",
    "SEC Section D: the stages follow one another",
    "C",
    _before_its_turn,
)
NOT_ON_HOLD = Guard("on_hold", "not on hold", "register page of DP238", "P", _held)
ON_HOLD = Guard("not_on_hold", "on hold", "register page of DP238", "P", _not_held)
