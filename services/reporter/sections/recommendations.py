"""PURE. 2. Recommendations: what the Panel is requested to do, who signs, and what is attached."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.cut import paper_of
from services.reporter.report import Block, Bullets, Line, Section
from services.reporter.sections.blocks import Part, put_together, sentence
from services.reporter.view import View
from shared.papers.statement import say
from shared.readmodels.papers import Plan

VERB, ABOUT = "NOTE", "the contents of this report"


def recommendations(view: View) -> Section:
    return Section("recommendations", "Recommendations", put_together(PARTS, view), number=2)


def _recommendations(view: View) -> Iterator[Block]:
    requested = say("recommendations", "recommendation", "panel", verb=VERB, about=ABOUT)
    yield sentence(f"The Panel is requested to **{VERB}** {ABOUT}.", (requested,))
    paper = paper_of(view.cut.month, view)
    if paper and paper.plan:
        yield from _signed(paper.plan)


def _signed(plan: Plan) -> Iterator[Block]:
    head, told = plan.head, plan.told.evidence
    yield sentence(head.author, (say("header", "author", "paper", name=head.author, team=head.team),), told)
    yield sentence(head.team, evidence=told)
    yield sentence(words.day(head.issued_on), (say("header", "issued", "paper", on=head.issued_on.isoformat()),), told)
    if head.attachments:
        yield sentence("Attachments:", evidence=told)
        yield Bullets(
            tuple(
                Line(f"**{one.name}:** {one.title}", told, (say("header", "attachment", one.name, title=one.title),))
                for one in head.attachments
            )
        )


PARTS: tuple[Part, ...] = (_recommendations,)
