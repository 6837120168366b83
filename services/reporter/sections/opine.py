"""PURE. 4. Opine: Modification Report Consultations, votes, determinations, and how long proposals take."""

from functools import partial

from services.reporter.report import Section
from services.reporter.sections.appeals import appeals
from services.reporter.sections.blocks import Part, headed, put_together
from services.reporter.sections.consultations import consultations
from services.reporter.sections.determinations import determinations
from services.reporter.sections.developments import developments, standing
from services.reporter.sections.progression import ROWS, one_row, progression, window_of_the_table
from services.reporter.sections.votes import votes
from services.reporter.view import View

_PROGRESSION = "Modification progression timescales"
PARTS: tuple[Part, ...] = (
    headed(
        "Modification Report Consultations",
        partial(consultations, section="opine", type_="modification_report"),
    ),
    headed("Change Board votes", votes),
    headed("Authority decisions", determinations, appeals),
    headed(_PROGRESSION, progression),
    partial(developments, section="opine"),
    partial(standing, stage="opine"),
)
ALONE: tuple[Part, ...] = (
    headed(_PROGRESSION, window_of_the_table),
    *(partial(one_row, group=group) for group in ROWS),
)
"""What of a part can be asked alone."""


def opine(view: View) -> Section:
    return Section("opine", "Opine", put_together(PARTS, view), number=4)
