"""PURE. 2. Define: the new proposals, which Draft Proposals are ready for the Panel, and what else became of them."""

from functools import partial

from services.reporter.report import Section
from services.reporter.sections.blocks import Part, headed, put_together
from services.reporter.sections.consultations import calls_on_draft_proposals
from services.reporter.sections.csc import csc_decisions
from services.reporter.sections.developments import developments, standing
from services.reporter.sections.new_proposals import new_proposals
from services.reporter.view import View

PARTS: tuple[Part, ...] = (
    headed("New Draft Proposals", new_proposals),
    headed("Change Sub-Committee decisions", csc_decisions),
    calls_on_draft_proposals,
    partial(developments, section="define"),
    partial(standing, stage="define"),
)


def define(view: View) -> Section:
    return Section("define", "Define", put_together(PARTS, view), number=2)
