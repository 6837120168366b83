"""Made-up lives of modifications, and of the meetings, releases and papers around them: facts with their days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentClockResumed,
    AssessmentClockStopped,
    AssessmentRequested,
    AssessmentReturned,
    AuthorityDetermined,
    ChangeBoardVoted,
    ConsultationClosed,
    ConsultationOpened,
    ConsultationPlanned,
    FigureStated,
    MeetingHeld,
    MeetingScheduled,
    ModificationReportSubmitted,
    PathDetermined,
    ProposalConverted,
    ProposalImplemented,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalResumed,
    ProposalWithdrawn,
    Proposer,
    ReadinessDetermined,
    ReleaseAssigned,
    ReleasePlanned,
    ReleaseWentLive,
    ReportSubmittedToAuthority,
    WorkingGroupDiscussed,
)
from shared.domain.streams import meeting, paper, release
from shared.domain.vocabulary import AssessmentKind, ConsultationType

FIRST_DAY, LAST_DAY = date(2013, 9, 23), date(2020, 6, 12)
_DAYS = (LAST_DAY - FIRST_DAY).days
_WORDS = (
    "smart",
    "meter",
    "gateway",
    "service",
    "request",
    "charging",
    "security",
    "testing",
    "change",
    "supplier",
    "threshold",
)


@dataclass(frozen=True, slots=True)
class Lived:
    """One fact of a stream, on its day; `assessment` where it speaks of one."""

    day: date
    stream: str
    fact: AnyFact
    assessment: tuple[AssessmentKind, int] | None = None


def modification(random: Random, number: int) -> list[Lived]:
    """The life of the `number`th modification, cut off where time ends."""
    stream = f"{number % 9_000 + 1}" + ("" if number < 9_000 else chr(65 + number // 9_000 % 26))
    day, lived = FIRST_DAY + timedelta(days=random.randrange(_DAYS)), []
    for fact, assessment in life(random, stream):
        if day > LAST_DAY:
            break
        lived.append(Lived(day, stream, fact, assessment))
        day += timedelta(days=random.randrange(1, 45))
    return lived


def around(random: Random, number: int) -> list[Lived]:
    """A meeting, a release and a paper."""
    day = FIRST_DAY + timedelta(days=60 + number * 37 % (_DAYS - 60))
    panel, live, month = meeting("panel", day), release(f"standalone/{day}"), paper(f"{day:%Y-%m}")
    figure = FigureStated(name=f"stages.define.{number}", value=random.randrange(50))
    return [
        Lived(day - timedelta(days=60), live, ReleasePlanned(planned_on=day)),
        Lived(day - timedelta(days=30), panel, MeetingScheduled()),
        Lived(day, panel, MeetingHeld()),
        Lived(day, live, ReleaseWentLive()),
        Lived(day, month, figure),
    ]


def life(random: Random, stream: str) -> Iterator[tuple[AnyFact, tuple[AssessmentKind, int] | None]]:
    """Every fact of a modification from raised to implemented or withdrawn, with the assessment that it speaks of."""
    for fact in _early(random, stream):
        yield fact, None
    for fact in _assessment(random):
        yield fact, ("PA", 1)
    if random.randrange(4) == 0:
        for fact in _assessment(random):
            yield fact, ("PA", 2)
    for fact in _assessment(random):
        yield fact, ("IA", 1)
    for fact in _late(random):
        yield fact, None


def _early(random: Random, stream: str) -> Iterator[AnyFact]:
    title = " ".join(random.choices(_WORDS, k=4)).capitalize()
    problem = " ".join(random.choices(_WORDS, k=random.randrange(10, 80))).capitalize() + "."
    proposer = Proposer(name="A Proposer", organisation=random.choice(["An energy supplier", "A network party"]))
    yield ProposalRaised(label=f"DP{stream}", title=title, proposer=proposer, problem=problem)
    yield ReadinessDetermined(outcome="ready", mode="meeting")
    yield ProposalConverted(route="refinement")
    yield PathDetermined(path="self_governance")
    yield ProposalNamed(label=f"MP{stream}", title=title, times=random.randrange(1, 4))
    if random.randrange(10) == 0:
        yield ProposalPutOnHold(reason="It waits for another modification.")
        yield ProposalResumed()
    if random.randrange(8) == 0:
        yield ProposalWithdrawn()


def _assessment(random: Random) -> Iterator[AnyFact]:
    target_wd = random.choice([15, 20, 40])
    yield AssessmentRequested()
    yield AssessmentAccepted(target_wd=target_wd)
    if random.randrange(5) == 0:
        yield AssessmentClockStopped(reason="The request is not clear.")
        yield AssessmentClockResumed()
    yield AssessmentReturned(target_wd=target_wd)


def _late(random: Random) -> Iterator[AnyFact]:
    yield WorkingGroupDiscussed(meeting_on=date(2020, 4, 1))
    yield from _consultation("refinement")
    yield ModificationReportSubmitted()
    yield from _consultation("modification_report")
    name = f"{random.randrange(2014, 2021)}-{random.choice(['02', '06', '11'])}"
    yield from _decision(random, name)
    yield ReleaseAssigned(release=name)
    yield ProposalImplemented(release=name)


def _consultation(type: ConsultationType) -> Iterator[AnyFact]:
    yield ConsultationPlanned(type=type, week_commencing=date(2020, 4, 6))
    yield ConsultationOpened(type=type)
    yield ConsultationClosed(type=type)


def _decision(random: Random, release_name: str) -> Iterator[AnyFact]:
    if random.randrange(2):
        yield ChangeBoardVoted(basis="self_governance", result="approve", release=release_name)
        return
    outcome: Literal["approved", "rejected"] = "rejected" if random.randrange(4) == 0 else "approved"
    yield ChangeBoardVoted(basis="recommendation", result="approve")
    yield ReportSubmittedToAuthority()
    yield AuthorityDetermined(outcome=outcome)
