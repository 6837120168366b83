"""What must be there before a Modification Report goes on (SEC D6, D7)."""

from shared.domain.facts import AnyFact, ModificationReportSubmitted, ReportPhaseApproved
from shared.domain.recorded import Recorded
from shared.process.guard import Case, Guard
from shared.process.standing import Standing

_RUNNING = ("requested", "open", "stopped")


def _assessments_running(case: Case) -> str | None:
    running = [key for key, row in case.standing.assessments.items() if row.turns and row.turns[-1].state in _RUNNING]
    return f"{', '.join(running)} of the DCC are not returned: expected them back, or cancelled" if running else None


def _refinement_consultation_open(case: Case) -> str | None:
    found = case.standing.open_consultation("refinement")
    return "its Refinement Consultation is open: expected it to be closed first" if found else None


def _in_this_phase(standing: Standing, fact: type[AnyFact]) -> Recorded | None:
    """The last of its type since it last came to where it is ready for the Report Phase."""
    told = [recorded for recorded in standing.told_since("ready_for_report") if isinstance(recorded.fact, fact)]
    return told[-1] if told else None


def _report_not_submitted(case: Case) -> str | None:
    if _in_this_phase(case.standing, ModificationReportSubmitted):
        return None
    return "no Modification Report was submitted: expected SubmitModificationReport first"


def _report_submitted(case: Case) -> str | None:
    if case.standing.state != "ready_for_report":
        return None
    told = _in_this_phase(case.standing, ModificationReportSubmitted)
    return f"its Modification Report was submitted on {told.day} already ({told.id})" if told else None


def report_phase_not_approved(case: Case) -> str | None:
    if _in_this_phase(case.standing, ReportPhaseApproved):
        return None
    return "the Panel has not sent its Modification Report out: expected ApproveReportPhase first"


def _report_phase_approved(case: Case) -> str | None:
    told = _in_this_phase(case.standing, ReportPhaseApproved)
    return f"the Panel sent its Modification Report out on {told.day} already ({told.id})" if told else None


ASSESSMENTS_BACK = Guard("assessment_running", "no DCC assessment is running", "SEC D6", "K", _assessments_running)
NOT_OUT_IN_REFINEMENT = Guard(
    "consultation_open", "no Refinement Consultation is open", "SEC D6", "K", _refinement_consultation_open
)
REPORT_SUBMITTED = Guard(
    "report_not_submitted", "the Modification Report was submitted", "SEC D7.1", "P", _report_not_submitted
)
REPORT_NOT_YET_SUBMITTED = Guard(
    "report_already_submitted", "the Modification Report was not submitted yet", "SEC D7.1", "C", _report_submitted
)
REPORT_PHASE_NOT_YET_APPROVED = Guard(
    "report_phase_already_approved", "the Panel has not sent it out yet", "SEC D7.8", "C", _report_phase_approved
)
