"""Made-up lives of modifications, and of the meetings, releases and papers around them: facts with their days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from shared.domain.facts import (
    AgendaItem,
    AgendaPublished,
    AnyFact,
    AssessmentAccepted,
    AssessmentClockResumed,
    AssessmentClockStopped,
    AssessmentRequested,
    AssessmentReturned,
    AuthorityDetermined,
    ChangeBoardVoted,
    CommentaryWritten,
    ConsultationClosed,
    ConsultationOpened,
    ConsultationPlanned,
    FigureStated,
    MeetingCancelled,
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
    ReleaseDateChangeApproved,
    ReleaseDateChanged,
    ReleaseDateChangeRequested,
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


Told = tuple[AnyFact, tuple[AssessmentKind, int] | None]
"""A fact, and the assessment that it speaks of."""
Life = Callable[[Random, str], Iterator[Told]]
"""Of the modification whose stream is given."""


def modification(random: Random, number: int, told: Life) -> list[Lived]:
    """The life of the `number`th modification, cut off where time ends."""
    stream = f"{number % 9_000 + 1}" + ("" if number < 9_000 else chr(65 + number // 9_000 % 26))
    day, lived = FIRST_DAY + timedelta(days=random.randrange(_DAYS)), []
    for fact, assessment in told(random, stream):
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
        *(_moved(live, day) if number % 4 == 1 else ()),
        *(_called_off(panel, day) if number % 4 == 2 else _held(random, panel, day)),
        Lived(day, live, ReleaseWentLive(sec_version=f"{number}.0")),
        Lived(day, month, figure),
        *((Lived(day, month, CommentaryWritten(section="refine", text="It was quiet.")),) if number % 3 == 0 else ()),
    ]


def _moved(live: str, day: date) -> Iterator[Lived]:
    """A month later than was asked for, as it is now to be on the day on which it came to be."""
    earlier = day - timedelta(days=30)
    yield Lived(day - timedelta(days=50), live, ReleaseDateChangeRequested(planned_on=earlier, reason="A month early."))
    yield Lived(day - timedelta(days=45), live, ReleaseDateChangeApproved(planned_on=earlier, flex_to=day))
    yield Lived(day - timedelta(days=40), live, ReleaseDateChanged(was_on=earlier, planned_on=day))


def _held(random: Random, panel: str, day: date) -> Iterator[Lived]:
    """With an agenda, that was published twice."""
    items = tuple(AgendaItem(stream=f"{random.randrange(1, 60)}", purpose="refinement") for _ in range(3))
    yield Lived(day - timedelta(days=10), panel, AgendaPublished(items=items, provisional=True))
    yield Lived(day - timedelta(days=5), panel, AgendaPublished(items=items[:2]))
    yield Lived(day, panel, MeetingHeld(considered=(items[0].stream,)))


def _called_off(panel: str, day: date) -> Iterator[Lived]:
    yield Lived(day - timedelta(days=3), panel, MeetingCancelled(reason="There was nothing to decide."))


def life(random: Random, stream: str) -> Iterator[Told]:
    """The usual course of a modification, fact by fact from raised to implemented or withdrawn."""
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
