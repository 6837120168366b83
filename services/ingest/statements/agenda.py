"""PURE. What the coming Panel is asked to consider."""

from collections.abc import Iterator

from services.ingest.statements.paper import Paper, place_of
from services.ingest.statements.told import Told, told
from services.ingest.statements.values import NotClear, word
from shared.domain import streams
from shared.domain.facts import AgendaItem, AgendaPublished, ModificationReportSubmitted
from shared.domain.vocabulary import AgendaPurpose
from shared.papers.statement import Statement


def published(paper: Paper) -> Iterator[Told]:
    """One agenda of all its items. Raises NotClear where the paper does not tell the day of the Panel."""
    items = tuple(paper.of("agenda_item"))
    if not items:
        return
    if paper.panel_on is None:
        raise NotClear(f"{paper.ref} tells no day of a Panel meeting: expected such as SECP_81_1906_12 for 19 June")
    fact = AgendaPublished(items=tuple(dict.fromkeys(_item(item) for item in items)))
    yield Told(fact, streams.meeting("panel", paper.panel_on), place_of(items[0]), "", body="SECAS")


def _item(statement: Statement) -> AgendaItem:
    return AgendaItem(stream=statement.subject, purpose=word(statement, "purpose", AgendaPurpose))


def report_submitted(statement: Statement, paper: Paper) -> Iterator[Told]:
    """A Modification Report stands behind each item that is to go to the Report Phase."""
    if statement["purpose"] == "report_phase":
        yield told(statement, ModificationReportSubmitted(panel_on=paper.panel_on), body="SECAS")
