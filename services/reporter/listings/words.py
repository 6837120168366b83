"""A fact in one line of words, for a reader of the trail."""

from services.reporter.listings.words_around import around
from services.reporter.listings.words_of_the_feed import of_the_feed
from shared.domain.facts import (
    AlternativeAdded,
    AnyFact,
    AppealDetermined,
    AppealLodged,
    AssessmentAccepted,
    AssessmentClockStopped,
    AssessmentDurationStated,
    AssessmentRefused,
    AssessmentRequested,
    AssessmentReturned,
    AssessmentTargetRevised,
    AuthorityDetermined,
    CategoryVote,
    ChangeBoardDeferred,
    ChangeBoardVoted,
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationPlanned,
    ConversionRefused,
    CorrectionProposed,
    CorrectionRefused,
    DependencyRecorded,
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
    ImpactsRecorded,
    ImplementationCancelled,
    ImplementationDateChanged,
    LeadAnalystAssigned,
    LegalTextChanged,
    ModificationReportSubmitted,
    PathDetermined,
    ProblemStatementCommented,
    ProblemStatementReceived,
    ProposalAdopted,
    ProposalConverted,
    ProposalImplemented,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalsMerged,
    ProposalSplit,
    ProposalSplitOff,
    Proposer,
    ProposerChanged,
    ReadinessDetermined,
    ReleaseAssigned,
    ReportReturned,
    ReportSubmittedToAuthority,
    ResponseReceived,
    ReworkStarted,
    SolutionChanged,
    SplitPart,
    TitleChanged,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
    VoteCast,
    WithdrawalRequested,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import ConsultationType

_KIND = {"PA": "Preliminary Assessment", "IA": "Impact Assessment"}
CONSULTATION: dict[ConsultationType, str] = {
    "refinement": "Refinement Consultation",
    "modification_report": "Modification Report Consultation",
    "draft_proposal_comments": "call for comments on the Draft Proposal",
    "request_for_information": "Request for Information",
}


def in_words(recorded: Recorded) -> str:
    """What happened, without its day: "PA 1 returned after 10 WD (stated), target 15 WD"."""
    return _told(recorded) or _spaced(type(recorded.fact).__name__)


def _told(recorded: Recorded) -> str | None:
    fact = recorded.fact
    return (
        _assessment(recorded)
        or _proposal(fact)
        or _initial_consideration(fact)
        or _refinement(fact)
        or _standstill(fact)
        or _consultation(fact)
        or _decision(fact)
        or _implementation(fact)
        or _about(fact)
        or around(fact)
        or of_the_feed(fact)
    )


def _proposal(fact: AnyFact) -> str | None:
    match fact:
        case ProblemStatementReceived(title=title, from_organisation=whom):
            return f"a draft of the problem statement '{title}' received{f' from {whom}' if whom else ''}"
        case ProblemStatementCommented(comments=comments):
            return f"SECAS commented on the draft{_why(comments)}"
        case ProposalRaised(label=label, title=title, proposer=proposer):
            return f"{label} '{title}' raised by {_whose(proposer)}"
        case ProposalNamed(label=label, title=title, times=times):
            called = f"{label} '{title}'" if title else label
            return f"called {called}" + (f" {times} times" if times > 1 else "")
        case TitleChanged(title=title):
            return f"called '{title}' from now on"
        case ProposerChanged(proposer=proposer):
            return f"taken over by {_whose(proposer)}"
        case LeadAnalystAssigned(analyst=analyst):
            return f"lead analyst: {analyst}"
        case ImpactsRecorded(party_categories=parties, documents=documents):
            affected = [*(party.replace("_", " ") for party in parties), *documents]
            return f"affects {', '.join(affected) or 'nobody and no document'}"
        case _:
            return None


def _whose(proposer: Proposer) -> str:
    whom = proposer.organisation or (f"on behalf of {proposer.on_behalf_of}" if proposer.on_behalf_of else "")
    return f"{proposer.name}{', ' + whom if whom else ''}"


def _initial_consideration(fact: AnyFact) -> str | None:
    match fact:
        case UrgencyRequested(by=by):
            return f"asked{f' by the {_body(by)}' if by else ''} to be treated as an Urgent Proposal"
        case UrgencyGranted(by=by, timetable=timetable):
            return f"treated as an Urgent Proposal, as the {_body(by)} agreed{_why(timetable, 'timetable')}"
        case UrgencyRefused(reason=reason):
            return f"not treated as an Urgent Proposal{_why(reason)}"
        case ReadinessDetermined(outcome=outcome, mode=mode):
            return f"{outcome.replace('_', ' ')} for the Panel, by {mode}"
        case ProposalConverted(route=route):
            return f"converted to a Modification Proposal, to {route.replace('_', ' ')}"
        case ConversionRefused(reason=reason):
            return f"not converted to a Modification Proposal{_why(reason)}"
        case PathDetermined(path=path):
            return f"path determined: {path.replace('_', ' ')}"
        case _:
            return None


def _body(body: str) -> str:
    return {"csc": "Change Sub-Committee", "proposer": "Proposer"}.get(body, body.replace("_", " ").title())


def _why(reason: str | None, called: str = "") -> str:
    return f": {called + ' ' if called else ''}{reason}" if reason else ""


def _refinement(fact: AnyFact) -> str | None:
    match fact:
        case WorkingGroupDiscussed(meeting_on=on):
            return f"discussed by the Working Group of {on}"
        case SolutionChanged(summary=summary):
            return f"what is proposed: {summary}"
        case AlternativeAdded(n=n, title=title):
            return f"Alternative Proposal {n} '{title}' added"
        case DependencyRecorded(depends_on=other, reason=reason):
            return f"depends on {other}{_why(reason)}"
        case ProposalSplit(children=children):
            return f"split into {_named(children)}"
        case ProposalSplitOff(parent=parent, state=state):
            return f"split off from {parent}, {state.replace('_', ' ')}"
        case ProposalsMerged(into=into):
            return f"merged into {into}"
        case ModificationReportSubmitted(panel_on=on, report_version=version):
            which = f" version {version}" if version else ""
            return f"Modification Report{which} submitted" + (f" to the Panel of {on}" if on else "")
        case ReportReturned(reason=reason):
            return f"Modification Report returned by the Panel{_why(reason)}"
        case LegalTextChanged(text_version=version):
            return f"legal text changed to version {version}"
        case _:
            return None


def _named(children: tuple[SplitPart, ...]) -> str:
    return ", ".join(f"{child.suffix} '{child.title}'" for child in children)


def _standstill(fact: AnyFact) -> str | None:
    match fact:
        case ProposalPutOnHold(reason=reason, awaiting=awaiting):
            return f"put on hold{f', awaiting {awaiting}' if awaiting else ''}: {reason}"
        case WithdrawalRequested(adoptable_until=until, reason=reason):
            return f"withdrawn by its Proposer{f', open to adoption until {until}' if until else ''}{_why(reason)}"
        case ProposalAdopted(proposer=proposer):
            return f"adopted by {_whose(proposer)}"
        case _:
            return None


def _consultation(fact: AnyFact) -> str | None:
    match fact:
        case ConsultationPlanned(type=type_, week_commencing=week):
            return f"{CONSULTATION[type_]} planned for the week commencing {week}"
        case ConsultationOpened(type=type_, closes_on=closes):
            return f"{CONSULTATION[type_]} opened" + (f", closes at 17:00 on {closes}" if closes else "")
        case ConsultationExtended(type=type_, closes_on=closes):
            return f"{CONSULTATION[type_]} extended to 17:00 on {closes}"
        case ResponseReceived(type=type_, respondent=respondent, view=view):
            how = f", {view.replace('_', ' ')}" if view else ""
            return f"{CONSULTATION[type_]}: response of {respondent}{how}"
        case ConsultationClosed(type=type_, responses=responses):
            return f"{CONSULTATION[type_]} closed" + (f" with {responses} responses" if responses is not None else "")
        case _:
            return None


def _assessment(recorded: Recorded) -> str | None:
    if not recorded.fact.OF_AN_ASSESSMENT:
        return None
    kind, n = recorded.assessment
    return f"{_KIND[kind]} {n} {_of_assessment(recorded.fact)}"


def _of_assessment(fact: AnyFact) -> str:
    match fact:
        case AssessmentRequested(at_change_board_on=board):
            return "requested" + (f" at the Change Board of {board}" if board else "")
        case AssessmentAccepted(target_wd=target):
            return "accepted" + _target(target)
        case AssessmentRefused(missing=missing):
            return f"refused{_why(missing, 'it lacks')}"
        case AssessmentReturned(target_wd=target, duration_wd_stated=stated):
            return "returned" + (f" after {stated} WD (stated)" if stated is not None else "") + _target(target)
        case AssessmentDurationStated(duration_wd=stated):
            return f"stated to be {stated} WD old"
        case AssessmentTargetRevised(target_wd=target):
            return f"target revised to {target} WD"
        case AssessmentClockStopped(reason=reason, awaiting=awaiting):
            return f"clock stopped{f', awaiting {awaiting}' if awaiting else ''}: {reason}"
        case _:
            return _spaced(type(fact).__name__.removeprefix("Assessment"))


def _target(target_wd: int | None) -> str:
    return f", target {target_wd} WD" if target_wd is not None else ""


def _decision(fact: AnyFact) -> str | None:
    match fact:
        case VoteCast(meeting_on=on, category=category, choice=choice, member=member):
            return f"{member} of the {category.replace('_', ' ')} category votes to {choice} at the meeting of {on}"
        case ChangeBoardVoted(basis="recommendation", result=result):
            return f"Change Board recommends to {result}{_of_what(fact)}{_split(fact.votes)}"
        case ChangeBoardVoted(result=result):
            return f"Change Board votes to {result}{_of_what(fact)}, under Self-Governance{_split(fact.votes)}"
        case ChangeBoardDeferred(reason=reason, until_on=until):
            return f"Change Board puts its vote off{f' to {until}' if until else ''}: {reason}"
        case ReportSubmittedToAuthority(submission=submission):
            return "sent to the Authority" + (f" for the {submission}th time" if submission > 3 else _again(submission))
        case AuthorityDetermined(outcome=outcome, letter_ref=letter):
            return f"the Authority's determination: {outcome.replace('_', ' ')}{f', letter {letter}' if letter else ''}"
        case ReworkStarted(route=route):
            return f"taken up again, to {route.replace('_', ' ')}"
        case AppealLodged(appellant=appellant):
            return f"appealed against by {appellant}"
        case AppealDetermined(outcome=outcome):
            return f"the Authority's determination of the appeal: {outcome}"
        case _:
            return None


def _again(submission: int) -> str:
    return {2: " a second time", 3: " a third time"}.get(submission, "")


def _of_what(fact: ChangeBoardVoted) -> str:
    return f" Alternative Proposal {fact.on_alternative}" if fact.on_alternative else ""


def _split(votes: tuple[CategoryVote, ...] | None) -> str:
    by_category = (f"{vote.category.replace('_', ' ')} {vote.outcome.replace('_', ' ')}" for vote in votes or ())
    return f" ({', '.join(by_category)})" if votes else ""


def _implementation(fact: AnyFact) -> str | None:
    match fact:
        case ReleaseAssigned(release=release, part=part, wd_after_approval=wd):
            rule = f", {wd} WD after approval" if wd is not None else ""
            return f"{_part(part)}assigned to release {release}{rule}"
        case ImplementationDateChanged(release=release, part=part, planned_on=on, reason=reason):
            return f"{_part(part)}moved to {on} within release {release}{_why(reason)}"
        case ImplementationCancelled(release=release, part=part, reason=reason):
            return f"{_part(part)}taken out of release {release}{_why(reason)}"
        case ProposalImplemented(release=release, part=part, sec_version=version):
            return f"{_part(part)}implemented, release {release}{f', SEC version {version}' if version else ''}"
        case _:
            return None


def _part(part: int | None) -> str:
    return f"part {part} " if part else ""


def _about(fact: AnyFact) -> str | None:
    match fact:
        case EvidenceAdded(of=of):
            return f"a further source says the same as {of}"
        case CorrectionProposed(of=of, now=None, reason=reason):
            return f"proposes to retract {of}: {reason}"
        case CorrectionProposed(of=of, reason=reason):
            return f"proposes to correct {of}: {reason}"
        case CorrectionRefused(proposal=proposal, reason=reason):
            return f"refuses what {proposal} proposes: {reason}"
        case FactCorrected(of=of, reason=reason):
            return f"corrects {of}: {reason}"
        case FactRetracted(of=of, reason=reason):
            return f"retracts {of}: {reason}"
        case _:
            return None


def _spaced(name: str) -> str:
    """`ProposalResumed` as "proposal resumed"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
