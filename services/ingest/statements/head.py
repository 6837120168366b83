"""PURE. The head of a paper, and the days it covers."""

from collections.abc import Iterator
from datetime import date

from services.ingest.statements.paper import Paper, place_of
from services.ingest.statements.told import Told
from services.ingest.statements.values import NotClear, day, text
from shared.domain import streams
from shared.domain.facts import Attachment, PaperPlanned
from shared.papers.statement import Statement

HEAD = ("paper_reference", "paper_title", "issued", "action", "classification", "author")
"""The kinds of which the head consists; all are needed. Attachments and the window join them."""

DAYS_OF_NEWS = {"raised": "on", "ready": "on", "voted": "on", "determined": "on", "implemented": "on"}
"""What a paper reports as new, and the day that it says. The earliest of them all is where its news begin."""


def planned(paper: Paper) -> Iterator[Told]:
    """The paper itself. Raises NotClear where its head is not whole."""
    head = {statement.kind: statement for kind in HEAD for statement in paper.of(kind)}
    if missing := [kind.replace("_", " ") for kind in HEAD if kind not in head]:
        raise NotClear(f"the head of the paper lacks {', '.join(missing)}, so the paper is not recorded as planned")
    fact = PaperPlanned(
        paper_ref=paper.ref,
        panel_on=paper.panel_on,
        action=text(head["action"], "text"),
        classification=text(head["classification"], "word"),
        author=text(head["author"], "name"),
        team=text(head["author"], "team"),
        issued_on=paper.issued_on,
        attachments=tuple(_attachment(statement) for statement in paper.of("attachment")),
        news_from=min(_news(paper), default=None),
        news_to=paper.issued_on,
        stats_to=paper.stats_to,
    )
    stream = streams.paper(str(paper.month))
    yield Told(fact, stream, place_of(head["paper_reference"]), "", body="SECAS", person=fact.author)


def _attachment(statement: Statement) -> Attachment:
    return Attachment(name=statement.subject, title=text(statement, "title"))


def _news(paper: Paper) -> Iterator[date]:
    for statement in paper.of(*DAYS_OF_NEWS):
        if statement[DAYS_OF_NEWS[statement.kind]] is not None:
            yield day(statement, DAYS_OF_NEWS[statement.kind])
