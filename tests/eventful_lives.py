"""Lives in which more happens than mostly does: what is rare in the process, between the steps of the usual course."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from random import Random

from shared.domain.facts import (
    AdoptionWindowClosed,
    AlternativeAdded,
    AnyFact,
    AppealDetermined,
    AppealLodged,
    AssessmentAccepted,
    AssessmentCancelled,
    AssessmentDurationStated,
    AssessmentRefused,
    AssessmentReissued,
    AssessmentRequested,
    AssessmentReturned,
    AssessmentTargetRevised,
    AuthorityDetermined,
    CategoryVote,
    ChangeBoardDeferred,
    ChangeBoardVoted,
    ConsultationExtended,
    ConsultationOpened,
    ConversionRefused,
    DependencyRecorded,
    FastTrackApproved,
    FastTrackRecommended,
    ImpactsRecorded,
    ImplementationCancelled,
    ImplementationDateChanged,
    LeadAnalystAssigned,
    LegalTextChanged,
    ModificationReportSubmitted,
    ProblemStatementCommented,
    ProblemStatementReceived,
    ProposalAdopted,
    ProposalConverted,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalsMerged,
    ProposalSplit,
    ProposalSplitOff,
    Proposer,
    ProposerChanged,
    ReadinessDetermined,
    ReleaseAssigned,
    ReportPhaseApproved,
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
from tests.lives import LAST_DAY, Told, life

Happening = Iterator[AnyFact]

_OTHER = "5"
"""The stream of a modification that others hang on."""
_LONG_AGO = date(2019, 3, 6)


def eventful_life(random: Random, stream: str) -> Iterator[Told]:
    """The usual course with what else happened. Of a modification in so many, there is something else at each step."""
    if random.randrange(8) == 0:
        yield ProblemStatementReceived(title="A draft", from_organisation="An energy supplier"), None
        yield ProblemStatementCommented(comments="What is the problem?"), None
    for fact, assessment in life(random, stream):
        yield fact, assessment
        for happened in _AFTER.get(type(fact), _nothing)(random, fact):
            yield happened, assessment if happened.OF_AN_ASSESSMENT else None


def _nothing(_: Random, __: AnyFact) -> Happening:
    yield from ()


def _one_in(random: Random, number: int) -> bool:
    return random.randrange(number) == 0


def _after_raised(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 3):
        yield LeadAnalystAssigned(analyst=f"analyst-{random.randrange(9)}")
    if _one_in(random, 12):
        yield UrgencyRequested(by="proposer")
        yield UrgencyGranted(timetable="A month") if random.randrange(2) else UrgencyRefused(reason="It can wait.")
    if _one_in(random, 20):
        yield ProposalSplitOff(parent=_OTHER)
    if _one_in(random, 10):
        yield TitleChanged(title="Another title")


def _after_readiness(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 20):
        yield FastTrackRecommended()
        yield FastTrackApproved()
    if _one_in(random, 12):
        yield ConversionRefused(reason="The problem is not clear.")
        yield ReadinessDetermined(outcome="ready", mode="correspondence")


def _after_conversion(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 4):
        yield ImpactsRecorded(party_categories=("large_supplier",), documents=("SEC Section D",))
    if _one_in(random, 4):
        yield SolutionChanged(summary="The DCC is to send one message less.")
    if _one_in(random, 10):
        yield ProposerChanged(proposer=Proposer(name="Another Proposer", organisation="A network party"))


def _after_hold(random: Random, _: AnyFact) -> Happening:
    yield DependencyRecorded(depends_on=_OTHER, reason="Both change the same clause.")


def _after_request(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 15):
        yield AssessmentRefused(missing="the business requirements")
        yield AssessmentRequested()


def _after_acceptance(random: Random, fact: AnyFact) -> Happening:
    assert isinstance(fact, AssessmentAccepted)
    if _one_in(random, 10):
        yield AssessmentTargetRevised(was_wd=fact.target_wd, target_wd=45)
    if _one_in(random, 10):
        yield AssessmentDurationStated(duration_wd=random.randrange(60))


def _after_return(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 20):
        yield AssessmentReissued()
        yield AssessmentReturned() if random.randrange(2) else AssessmentCancelled()


def _after_discussion(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 10):
        yield AlternativeAdded(n=1, title="Another way")
    if _one_in(random, 15):
        yield WithdrawalRequested(adoptable_until=LAST_DAY, reason="It is not worth it.")
        yield ProposalAdopted(proposer=Proposer(name="A Friend")) if random.randrange(2) else AdoptionWindowClosed()
    if _one_in(random, 30):
        yield ProposalsMerged(into=_OTHER)
    elif _one_in(random, 30):
        yield ProposalSplit(children=(SplitPart(suffix="Y", title="First"), SplitPart(suffix="Z", title="Second")))


def _after_opening(random: Random, fact: AnyFact) -> Happening:
    assert isinstance(fact, ConsultationOpened)
    for number in range(random.choice([0, 0, 1, 2])):
        yield ResponseReceived(type=fact.type, respondent=f"party-{number}", view="supportive")
    if _one_in(random, 12):
        yield ConsultationExtended(type=fact.type, closes_on=LAST_DAY)


def _after_report(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 6):
        yield LegalTextChanged(text_version="1.1")
    if _one_in(random, 15):
        yield ReportReturned(reason="The legal text is missing.")
        yield ModificationReportSubmitted(report_version="2")
    if _one_in(random, 3):
        yield ReportPhaseApproved()


def _after_vote(random: Random, fact: AnyFact) -> Happening:
    assert isinstance(fact, ChangeBoardVoted)
    if _one_in(random, 10):
        yield VoteCast(meeting_on=_LONG_AGO, category="consumer", choice="approve", member="member-1")
        yield ChangeBoardDeferred(reason="The votes are tied.", until_on=_LONG_AGO + timedelta(days=28))
        by_category = CategoryVote(category="large_supplier", approve=7, reject=2, outcome="approve")
        yield ChangeBoardVoted(basis=fact.basis, result="approve", release=fact.release, votes=(by_category,))
    if fact.basis == "self_governance" and _one_in(random, 12):
        yield AppealLodged(appellant="A Party")
        yield AppealDetermined(outcome=random.choice(("confirmed", "overturned", "remitted")))


def _after_submission(random: Random, _: AnyFact) -> Happening:
    if _one_in(random, 10):
        yield AuthorityDetermined(outcome="sent_back")
        yield ReworkStarted(route="report_phase")
        yield ReportSubmittedToAuthority(submission=2)


def _after_assignment(random: Random, fact: AnyFact) -> Happening:
    assert isinstance(fact, ReleaseAssigned)
    if _one_in(random, 10):
        yield ImplementationDateChanged(release=fact.release, planned_on=LAST_DAY, reason="It needs a week more.")
    if _one_in(random, 15):
        yield ImplementationCancelled(release=fact.release, reason="It is not ready.")
        yield ReleaseAssigned(release=fact.release, wd_after_approval=10)


_AFTER: Mapping[type[AnyFact], Callable[[Random, AnyFact], Happening]] = {
    ProposalRaised: _after_raised,
    ReadinessDetermined: _after_readiness,
    ProposalConverted: _after_conversion,
    ProposalPutOnHold: _after_hold,
    AssessmentRequested: _after_request,
    AssessmentAccepted: _after_acceptance,
    AssessmentReturned: _after_return,
    WorkingGroupDiscussed: _after_discussion,
    ConsultationOpened: _after_opening,
    ModificationReportSubmitted: _after_report,
    ChangeBoardVoted: _after_vote,
    ReportSubmittedToAuthority: _after_submission,
    ReleaseAssigned: _after_assignment,
}
