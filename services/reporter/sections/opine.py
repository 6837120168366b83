"""PURE. 4. Opine: Modification Report Consultations, votes, determinations, and how long proposals take."""

from services.reporter.report import Heading, Section
from services.reporter.sections.appeals import appeals
from services.reporter.sections.consultations import consultations
from services.reporter.sections.determinations import determinations
from services.reporter.sections.developments import developments, standing
from services.reporter.sections.progression import progression
from services.reporter.sections.votes import votes
from services.reporter.view import View


def opine(view: View) -> Section:
    blocks = (
        Heading("Modification Report Consultations"),
        *consultations(view, "opine", "modification_report"),
        Heading("Change Board votes"),
        *votes(view),
        Heading("Authority decisions"),
        *determinations(view),
        *appeals(view),
        Heading("Modification progression timescales"),
        *progression(view),
        *developments(view, "opine"),
        *standing(view, "opine"),
    )
    return Section("opine", "Opine", blocks, number=4)
