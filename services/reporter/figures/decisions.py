"""PURE. Figures of decisions: what the Change Board and the Authority decided in the days of the paper."""

from services.reporter import words
from services.reporter.deeds import in_the_news
from services.reporter.names import label
from services.reporter.report import Figure, Input
from services.reporter.view import View
from shared.readmodels.proceedings import Proceeding

OUTCOMES = ("approved", "rejected", "sent_back", "recommended")
_BODIES = {"change_board": "The Change Board", "authority": "The Authority"}
_VOTES = {"vote_approve": "approved", "vote_reject": "rejected"}


def decision_figures(view: View) -> tuple[Figure, ...]:
    decisions = in_the_news(view, "vote_approve", "vote_reject", "approved", "rejected", "sent_back")
    return tuple(_figure(view, body, outcome, decisions) for body in _BODIES for outcome in OUTCOMES)


def outcome_of(deed: Proceeding) -> str:
    """A vote that goes to the Authority decides nothing: it recommends, whichever way."""
    return "recommended" if deed.basis == "recommendation" else _VOTES.get(deed.deed, deed.deed)


def _figure(view: View, body: str, outcome: str, decisions: tuple[Proceeding, ...]) -> Figure:
    those = [deed for deed in decisions if deed.body == body and outcome_of(deed) == outcome]
    news = view.cut.news
    return Figure(
        name=f"decisions.{body}.{outcome}",
        value=len(those),
        unit="",
        basis="computed",
        rule=f"{_BODIES[body]}'s decisions from {words.day(news.first)} to {words.day(news.last)} that read "
        f"“{outcome.replace('_', ' ')}”.",
        inputs=tuple(
            Input(f"{label(view, deed.stream)} on {words.day(deed.taken.on)}", 1, deed.taken.evidence) for deed in those
        ),
        evidence=tuple(id for deed in those for id in deed.taken.evidence),
    )
