"""PURE. 3. Refine: Working Group, Refinement Consultations, Impact Assessment requests, the DCC's timescales."""

from services.reporter.report import Heading, Section
from services.reporter.sections.assessment_tables import assessment_tables
from services.reporter.sections.consultations import consultations
from services.reporter.sections.developments import developments, standing
from services.reporter.sections.ia_requests import ia_requests
from services.reporter.sections.working_group import working_group
from services.reporter.view import View


def refine(view: View) -> Section:
    blocks = (
        Heading("Working Group meetings"),
        *working_group(view),
        Heading("Refinement Consultations"),
        *consultations(view, "refine", "refinement"),
        Heading("Impact Assessment requests"),
        *ia_requests(view),
        Heading("DCC Assessment timescales"),
        *assessment_tables(view),
        *developments(view, "refine"),
        *standing(view, "refine"),
    )
    return Section("refine", "Refine", blocks, number=3)
