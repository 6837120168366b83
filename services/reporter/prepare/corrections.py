"""PURE. Corrections that somebody proposed, and that nobody else agreed to or refused."""

from collections.abc import Iterable, Iterator

from services.reporter.names import label
from services.reporter.prepare.point import Point
from services.reporter.view import View
from shared.domain.facts import (
    AnyFact,
    CorrectionProposed,
    CorrectionRefused,
    FactCorrected,
    FactRetracted,
)
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of

FACTS: tuple[type[AnyFact], ...] = (CorrectionProposed, CorrectionRefused, FactCorrected, FactRetracted)
"""The facts that bear on this question: they are in streams of all kinds."""


def corrections_not_answered(view: View, told: Iterable[Recorded]) -> Iterator[Point]:
    """In the order in which they were proposed. `told`: the recorded facts of `FACTS`, in log order."""
    told = tuple(recorded for recorded in told if recorded.day <= view.cut.as_of)
    answered = {_answers(recorded.fact) for recorded in told}
    for recorded in told:
        if isinstance(recorded.fact, CorrectionProposed) and recorded.id not in answered:
            yield Point(
                question="correction-not-answered",
                what=f"a correction of {recorded.fact.of} is proposed ({recorded.fact.reason}), and neither agreed to "
                "nor refused by somebody else",
                which=label(view, recorded.stream) if kind_of(recorded.stream) == "modification" else recorded.stream,
                stream=recorded.stream,
                since=recorded.day,
                ask="SECAS",
                evidence=(recorded.id, recorded.fact.of),
            )


def _answers(fact: AnyFact) -> str | None:
    """The proposal that it answers."""
    match fact:
        case CorrectionRefused(proposal=proposal) | FactCorrected(proposal=proposal) | FactRetracted(proposal=proposal):
            return proposal
        case _:
            return None
