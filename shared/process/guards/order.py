"""That things follow one another: in days, and not while everything waits."""

from shared.domain.facts import AnyFact
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


def follows(*facts: type[AnyFact]) -> Guard:
    """Not before anything is told of it, nor before the last of these facts.

    What is dated before a fact that it follows would change nothing, or lead back what that fact has led on.
    """

    def broken(case: Case) -> str | None:
        told, on = case.standing.told, case.command.on
        last = case.standing.last(*facts) or next(iter(told), None)
        if last is None or on >= last.day:
            return None
        what = type(last.fact).__name__
        return f"it follows {what} of {last.day} ({last.id}): expected that day or a later one, found {on}"

    return Guard("before_what_it_follows", "not dated before what it follows", "SEC Section D", "C", broken)


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
