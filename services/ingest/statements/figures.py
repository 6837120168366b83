"""PURE. What a paper says of itself: the figures of its summary tables, and the analyst's own words."""

from collections.abc import Iterator

from services.ingest.statements.paper import Paper
from services.ingest.statements.told import Told, told
from services.ingest.statements.values import text, text_or_none, whole
from shared.domain import streams
from shared.domain.facts import CommentaryWritten, FigureStated
from shared.papers.statement import Statement


def stated(statement: Statement, paper: Paper) -> Iterator[Told]:
    """A figure as printed, to be carried where the facts cannot give it, and compared where they can."""
    fact = FigureStated(name=statement.subject, value=whole(statement, "value"), unit=str(statement["unit"] or ""))
    yield told(statement, fact, body="SECAS", ref=streams.paper(str(paper.month)))


def commentary(statement: Statement, paper: Paper) -> Iterator[Told]:
    fact = CommentaryWritten(
        section=statement.subject, about=text_or_none(statement, "about"), text=text(statement, "text")
    )
    yield told(statement, fact, body="SECAS", ref=streams.paper(str(paper.month)))
