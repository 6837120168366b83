"""PURE. Refinement and Modification Report Consultations, open or expected."""

from collections.abc import Iterator

from services.ingest.statements.paper import Paper
from services.ingest.statements.told import Told, told
from services.ingest.statements.values import day, day_or_none, word
from shared.domain.facts import ConsultationOpened, ConsultationPlanned
from shared.domain.vocabulary import ConsultationType
from shared.papers.statement import Statement


def opened(statement: Statement, paper: Paper) -> Iterator[Told]:
    """It is out by the paper day; the paper does not say since when."""
    kind: ConsultationType = word(statement, "type", ConsultationType)
    fact = ConsultationOpened(type=kind, closes_on=day_or_none(statement, "closes_on"))
    yield told(statement, fact, body="SECAS")


def planned(statement: Statement, paper: Paper) -> Iterator[Told]:
    kind: ConsultationType = word(statement, "type", ConsultationType)
    fact = ConsultationPlanned(type=kind, week_commencing=day(statement, "week_commencing"))
    yield told(statement, fact, body="SECAS")
