"""The action at the head of the paper is what the Panel is then asked for."""

from collections.abc import Iterator

from shared.papers.checks.said import Statements, of_kind, one, places
from shared.papers.finding import Finding

_NO_DECISION = ("NOTE",)


def action_fits_the_request(statements: Statements) -> Iterator[Finding]:
    action = one(statements, "action")
    asked = of_kind(statements, "recommendation")
    if action is None or not asked:
        return
    decides = any(request["verb"] not in _NO_DECISION for request in asked)
    for_decision = "decision" in str(action["text"]).casefold()
    if for_decision != decides:
        verbs = " and ".join(dict.fromkeys(str(request["verb"]) for request in asked))
        only = "only " if for_decision else ""
        yield Finding(
            "action-fits-the-request",
            f"the paper is brought '{action['text']}', but the Panel is {only}asked to {verbs}",
            places(action, *asked),
            "bring it 'For Information', or say what the Panel is to decide"
            if for_decision
            else "bring it 'For Decision'",
            ("paper", "panel"),
        )
