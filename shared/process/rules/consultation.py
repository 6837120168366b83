"""Consultations: on a Draft Proposal, for information, in Refinement, on the Modification Report (SEC D6, D7.8)."""

from shared.domain.facts import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationPlanned,
    ReportPhaseApproved,
    ResponseReceived,
)
from shared.domain.vocabulary import ConsultationType, State
from shared.process.guard import Case, Guard
from shared.process.guards.consultations import (
    A_MONDAY,
    CONSULTED_IN_ORDER,
    FIRST_RESPONSE,
    LONG_ENOUGH,
    LONGER,
    NONE_OPEN,
    NOT_OVER,
    ONE_OPEN,
    OVER,
    type_of,
)
from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD, follows
from shared.process.guards.reports import report_phase_not_approved
from shared.process.rule import LIVE, Move, Place, Rule

WORDS: dict[ConsultationType, str] = {
    "draft_proposal_comments": "on the Draft Proposal",
    "request_for_information": "for information",
    "refinement": "in Refinement",
    "modification_report": "on the Modification Report",
}
_OPEN_IN: dict[ConsultationType, tuple[State, ...]] = {
    "draft_proposal_comments": ("draft_proposal",),
    "request_for_information": LIVE[:3],
    "refinement": ("in_refinement",),
    "modification_report": ("ready_for_report",),
}
_GOES_ON_IN: dict[ConsultationType, tuple[State, ...]] = _OPEN_IN | {
    "draft_proposal_comments": ("draft_proposal", "ready_for_panel"),
    "request_for_information": LIVE[:6],
    "modification_report": ("out_for_mrc",),
}


def _which(case: Case) -> str:
    return WORDS[type_of(case)]


def _staying(places: dict[ConsultationType, tuple[State, ...]]) -> tuple[Move, ...]:
    return tuple(Move(place, place, WORDS[type_]) for type_, states in places.items() for place in states)


def _leading(moves: tuple[Move, ...], source: Place, target: Place) -> tuple[Move, ...]:
    """The same moves, but that on the Modification Report one leads on."""
    report = WORDS["modification_report"]
    return tuple(Move(source, target, report) if (m.source, m.when) == (source, report) else m for m in moves)


def _mrc_not_approved(case: Case) -> str | None:
    return report_phase_not_approved(case) if type_of(case) == "modification_report" else None


def _report_before_its_turn(case: Case) -> str | None:
    """One on a Modification Report leads on, so that it cannot end while the proposal may be adopted."""
    return IN_ORDER.broken(case) if type_of(case) == "modification_report" else None


_REPORT_IN_ORDER = Guard(IN_ORDER.code, IN_ORDER.says, IN_ORDER.clause, IN_ORDER.sure, _report_before_its_turn)
_APPROVED = Guard("report_phase_not_approved", "the Panel sent the report out", "SEC D7.8", "P", _mrc_not_approved)

RULES: tuple[Rule, ...] = (
    Rule(
        "PlanConsultation",
        ConsultationPlanned,
        "It is to be issued in the week that commences on a Monday.",
        "SECAS",
        "SECP_81_1906_12, section 3",
        "S",
        _staying(
            _OPEN_IN
            | {
                "refinement": ("ready_for_panel", "in_refinement"),
                "modification_report": ("in_refinement", "ready_for_report"),
            }
        ),
        guards=(follows(), A_MONDAY),
        case_of=_which,
    ),
    Rule(
        "OpenConsultation",
        ConsultationOpened,
        "It is issued; all Parties but the DCC are consulted on a Modification Report.",
        "SECAS",
        "SEC D6, D7.8",
        "P",
        _leading(_staying(_OPEN_IN), "ready_for_report", "out_for_mrc"),
        guards=(
            IN_ORDER,
            CONSULTED_IN_ORDER,
            follows(ReportPhaseApproved),
            NOT_ON_HOLD,
            NONE_OPEN,
            LONG_ENOUGH,
            _APPROVED,
        ),
        case_of=_which,
    ),
    Rule(
        "ExtendConsultation",
        ConsultationExtended,
        "It stays open longer.",
        "SECAS",
        "SEC D6, D7.8",
        "P",
        _staying(_GOES_ON_IN),
        guards=(ONE_OPEN, CONSULTED_IN_ORDER, NOT_OVER, LONGER),
        case_of=_which,
    ),
    Rule(
        "RecordResponse",
        ResponseReceived,
        "Somebody responds, before 17:00 of the last day.",
        "Party",
        "SEC D6, D7.8",
        "P",
        _staying(_GOES_ON_IN),
        guards=(ONE_OPEN, CONSULTED_IN_ORDER, NOT_OVER, FIRST_RESPONSE),
        case_of=_which,
    ),
    Rule(
        "CloseConsultation",
        ConsultationClosed,
        "It closes at 17:00 of its last day.",
        "SECAS",
        "SEC D7.8(c)",
        "P",
        _leading(_staying(_GOES_ON_IN), "out_for_mrc", "awaiting_change_board"),
        guards=(ONE_OPEN, CONSULTED_IN_ORDER, _REPORT_IN_ORDER, OVER),
        case_of=_which,
    ),
)
