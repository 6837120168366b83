"""PURE. 3. Refine: Working Group, Refinement Consultations, Impact Assessment requests, the DCC's timescales."""

from functools import partial

from services.reporter.figures.assessments import KINDS, completed_group, open_group
from services.reporter.report import Section
from services.reporter.sections.ageing_chart import ageing_chart
from services.reporter.sections.assessment_tables import (
    completed_table,
    one_summary_row,
    open_table,
    summary_table,
    window_of_the_tables,
)
from services.reporter.sections.blocks import Part, headed, put_together
from services.reporter.sections.consultations import consultations
from services.reporter.sections.developments import developments, standing
from services.reporter.sections.ia_requests import ia_requests
from services.reporter.sections.monthly_chart import monthly_chart
from services.reporter.sections.working_group import working_group
from services.reporter.view import View

PARTS: tuple[Part, ...] = (
    headed("Working Group meetings", working_group),
    headed("Refinement Consultations", partial(consultations, section="refine", type_="refinement")),
    headed("Impact Assessment requests", ia_requests),
    headed("DCC Assessment timescales", window_of_the_tables),
    summary_table,
    open_table,
    ageing_chart,
    completed_table,
    monthly_chart,
    partial(developments, section="refine"),
    partial(standing, stage="refine"),
)
ALONE: tuple[Part, ...] = tuple(
    partial(one_summary_row, kind=kind, group=group) for kind in KINDS for group in (open_group, completed_group)
)
"""What of a part can be asked alone."""


def refine(view: View) -> Section:
    return Section("refine", "Refine", put_together(PARTS, view), number=3)
