"""PURE. 1. Purpose: what the document is, and what comes with it."""

from collections.abc import Iterator

from services.reporter.cut import paper_of
from services.reporter.report import Block, Section
from services.reporter.sections.blocks import Part, put_together, sentence
from services.reporter.view import View

_PURPOSE = (
    "This document is the Change Status Report, which provides information on the progress of Smart Energy Code (SEC) "
    "Modifications and Releases."
)
_DCC = (
    "The Data Communications Company (DCC)'s progress report on Preliminary Assessments and Impact Assessments is "
    "included as {name} to this report."
)


def purpose(view: View) -> Section:
    return Section("purpose", "Purpose", put_together(PARTS, view), number=1)


def _purpose(view: View) -> Iterator[Block]:
    yield sentence(_PURPOSE)
    paper = paper_of(view.cut.month, view)
    plan = paper.plan if paper else None
    appendices = plan.head.attachments if plan else ()
    of_the_dcc = [attached for attached in appendices if "Assessments" in attached.title]
    for attached in of_the_dcc[:1]:
        yield sentence(_DCC.format(name=attached.name), evidence=plan.told.evidence if plan else ())


PARTS: tuple[Part, ...] = (_purpose,)
