"""PURE. 2. Define: the new proposals, and which of the Draft Proposals are ready for the Panel."""

from services.reporter.report import Heading, Section
from services.reporter.sections.csc import csc_decisions
from services.reporter.sections.new_proposals import new_proposals
from services.reporter.view import View


def define(view: View) -> Section:
    blocks = (
        Heading("New Draft Proposals"),
        *new_proposals(view),
        Heading("Change Sub-Committee decisions"),
        *csc_decisions(view),
    )
    return Section("define", "Define", blocks, number=2)
