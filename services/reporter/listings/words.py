"""A fact in one line of words, for a reader of the trail."""

from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentClockStopped,
    AssessmentDurationStated,
    AssessmentReturned,
    AssessmentTargetRevised,
    AuthorityDetermined,
    ChangeBoardVoted,
    ConsultationClosed,
    ConsultationOpened,
    ConsultationPlanned,
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
    ModificationReportSubmitted,
    PathDetermined,
    ProposalConverted,
    ProposalImplemented,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ReadinessDetermined,
    ReleaseAssigned,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded

_KIND = {"PA": "Preliminary Assessment", "IA": "Impact Assessment"}
_TYPE = {"refinement": "Refinement Consultation", "modification_report": "Modification Report Consultation"}


def in_words(recorded: Recorded) -> str:
    """What happened, without its day: "PA 1 returned after 10 WD (stated), target 15 WD"."""
    words = _proposal(recorded.fact) or _assessment(recorded) or _decision(recorded.fact) or _about(recorded.fact)
    return words or _spaced(type(recorded.fact).__name__)


def _proposal(fact: AnyFact) -> str | None:
    match fact:
        case ProposalRaised(label=label, title=title, proposer=proposer):
            whom = proposer.organisation or (f"on behalf of {proposer.on_behalf_of}" if proposer.on_behalf_of else "")
            return f"{label} '{title}' raised by {proposer.name}{', ' + whom if whom else ''}"
        case ProposalNamed(label=label, title=title, times=times):
            called = f"{label} '{title}'" if title else label
            return f"called {called}" + (f" {times} times" if times > 1 else "")
        case ReadinessDetermined(outcome=outcome, mode=mode):
            return f"{outcome.replace('_', ' ')} for the Panel, by {mode}"
        case ProposalConverted(route=route):
            return f"converted to a Modification Proposal, to {route.replace('_', ' ')}"
        case PathDetermined(path=path):
            return f"path determined: {path.replace('_', ' ')}"
        case WorkingGroupDiscussed(meeting_on=on):
            return f"discussed by the Working Group of {on}"
        case ModificationReportSubmitted(panel_on=on):
            return "Modification Report submitted" + (f" to the Panel of {on}" if on else "")
        case ProposalPutOnHold(reason=reason):
            return f"put on hold: {reason}"
        case ConsultationPlanned(type=type_, week_commencing=week):
            return f"{_TYPE[type_]} planned for the week commencing {week}"
        case ConsultationOpened(type=type_, closes_on=closes):
            return f"{_TYPE[type_]} opened" + (f", closes at 17:00 on {closes}" if closes else "")
        case ConsultationClosed(type=type_):
            return f"{_TYPE[type_]} closed"
        case _:
            return None


def _assessment(recorded: Recorded) -> str | None:
    if not recorded.fact.OF_AN_ASSESSMENT:
        return None
    kind, n = recorded.assessment
    return f"{_KIND[kind]} {n} {_of_assessment(recorded.fact)}"


def _of_assessment(fact: AnyFact) -> str:
    match fact:
        case AssessmentAccepted(target_wd=target):
            return "accepted" + _target(target)
        case AssessmentReturned(target_wd=target, duration_wd_stated=stated):
            return "returned" + (f" after {stated} WD (stated)" if stated is not None else "") + _target(target)
        case AssessmentDurationStated(duration_wd=stated):
            return f"stated to be {stated} WD old"
        case AssessmentTargetRevised(target_wd=target):
            return f"target revised to {target} WD"
        case AssessmentClockStopped(reason=reason):
            return f"clock stopped: {reason}"
        case _:
            return _spaced(type(fact).__name__.removeprefix("Assessment"))


def _target(target_wd: int | None) -> str:
    return f", target {target_wd} WD" if target_wd is not None else ""


def _decision(fact: AnyFact) -> str | None:
    match fact:
        case ChangeBoardVoted(basis="recommendation", result=result):
            return f"Change Board recommends to {result}"
        case ChangeBoardVoted(result=result):
            return f"Change Board votes to {result}, under Self-Governance"
        case AuthorityDetermined(outcome=outcome):
            return f"the Authority's determination: {outcome.replace('_', ' ')}"
        case ReleaseAssigned(release=release, part=part):
            return f"{f'part {part} ' if part else ''}assigned to release {release}"
        case ProposalImplemented(release=release, part=part):
            return f"{f'part {part} ' if part else ''}implemented, release {release}"
        case _:
            return None


def _about(fact: AnyFact) -> str | None:
    match fact:
        case EvidenceAdded(of=of):
            return f"a further source says the same as {of}"
        case FactCorrected(of=of, reason=reason):
            return f"corrects {of}: {reason}"
        case FactRetracted(of=of, reason=reason):
            return f"retracts {of}: {reason}"
        case _:
            return None


def _spaced(name: str) -> str:
    """`UrgencyGranted` as "urgency granted"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
