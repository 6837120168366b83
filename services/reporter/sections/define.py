"""PURE. 2. Define: the new proposals, which Draft Proposals are ready for the Panel, and what else became of them."""

from services.reporter.report import Heading, Section
from services.reporter.sections.consultations import calls_on_draft_proposals
from services.reporter.sections.csc import csc_decisions
from services.reporter.sections.developments import developments, standing
from services.reporter.sections.new_proposals import new_proposals
from services.reporter.view import View


def define(view: View) -> Section:
    blocks = (
        Heading("New Draft Proposals"),
        *new_proposals(view),
        Heading("Change Sub-Committee decisions"),
        *csc_decisions(view),
        *calls_on_draft_proposals(view),
        *developments(view, "define"),
        *standing(view, "define"),
    )
    return Section("define", "Define", blocks, number=2)
