"""One row a response to a consultation. Key: fact id.

Apart from the consultations, since one may have very many. It belongs to the consultation of its type that was issued
last by its day.
"""

from collections.abc import Mapping

from shared.domain.facts import AnyFact, ResponseReceived
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import ConsultationType, PartyCategory, ResponseView
from shared.readmodels.readmodel import History, ReadModel, Row, Step, step


class Response(Row, frozen=True, kw_only=True):
    """`respondent` is an id where the response is confidential."""

    type: ConsultationType
    respondent: str
    received: Step
    party_category: PartyCategory | None = None
    view: ResponseView | None = None
    confidential: bool = False


def fold(history: History) -> Mapping[str, Response]:
    return {
        recorded.id: _row(recorded, recorded.fact)
        for recorded in history
        if isinstance(recorded.fact, ResponseReceived)
    }


def _row(recorded: Recorded, fact: ResponseReceived) -> Response:
    return Response(
        stream=recorded.stream,
        opened_on=recorded.day,
        settled_on=recorded.day,
        type=fact.type,
        respondent=fact.respondent,
        received=step(recorded),
        party_category=fact.party_category,
        view=fact.view,
        confidential=fact.confidential,
    )


def part_of(recorded: Recorded) -> str:
    return recorded.id


FACTS: frozenset[type[AnyFact]] = frozenset({ResponseReceived})

RESPONSES = ReadModel("responses", 1, Response, "modification", fold, part_of, facts=FACTS)
