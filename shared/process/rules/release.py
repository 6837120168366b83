"""Releases, and what they implement (SEC D10)."""

from shared.domain.facts import (
    ImplementationCancelled,
    ImplementationDateChanged,
    ProposalImplemented,
    ReleaseAssigned,
    ReleaseDateChangeApproved,
    ReleaseDateChanged,
    ReleaseDateChangeRequested,
    ReleasePlanned,
    ReleaseWentLive,
)
from shared.domain.streams import release as release_stream
from shared.process.command import Command, Decided
from shared.process.guard import Case
from shared.process.guards.decisions import NO_APPEAL_PENDING
from shared.process.guards.order import IN_ORDER, follows
from shared.process.guards.releases import (
    ANOTHER_DAY,
    ASSIGNED,
    BY_THE_RULE,
    CHANGE_REQUESTED,
    FLEX_AFTER,
    MOVE_APPROVED,
    NOT_ASSIGNED_THERE,
    NOT_IMPLEMENTED,
    RELEASE_NOT_LIVE,
    RELEASE_PLANNED,
    WAS_THAT_DAY,
    WHOLE_OR_PARTS,
    assigned,
    day_by_rule,
    implemented,
    own_day,
    planned_on,
)
from shared.process.rule import Move, Rule, Told, stays


def _release_named(command: Command) -> tuple[str, ...]:
    fact = command.fact
    if isinstance(fact, ReleaseAssigned | ImplementationDateChanged | ImplementationCancelled | ProposalImplemented):
        return (release_stream(fact.release),)
    return ()


def _with_its_day(case: Case) -> Told:
    """The day is that of the rule "n WD after approval"; else that of the release, where none is given."""
    command, fact = case.command, case.command.fact
    assert isinstance(fact, ReleaseAssigned)
    day = fact.planned_on
    if day is None and fact.wd_after_approval is not None:
        day = day_by_rule(case, fact.wd_after_approval)
    if day is None:
        day = planned_on(case.others[release_stream(fact.release)]) or own_day(fact.release)
    return (Decided(command.stream, command.on, fact.model_copy(update={"planned_on": day})),)


def _what_is_left(case: Case) -> str:
    """A part alone never makes the whole: where no other is known, more of it is still to come."""
    fact, left = case.command.fact, set(assigned(case.standing))
    assert isinstance(fact, ImplementationCancelled | ProposalImplemented)
    is_alone = isinstance(fact, ProposalImplemented) and fact.part and not implemented(case.standing)
    return "the last of it" if left <= {fact.part or 0} and not is_alone else "a part of it"


_AFTER_RELEASES = follows(ReleaseAssigned, ImplementationDateChanged, ImplementationCancelled, ProposalImplemented)
_AFTER_PLANS = follows(ReleasePlanned, ReleaseDateChangeRequested, ReleaseDateChangeApproved, ReleaseDateChanged)

RULES: tuple[Rule, ...] = (
    Rule(
        "AssignRelease",
        ReleaseAssigned,
        "It, or a part of it, is to be implemented in a release, or so many WD after its approval.",
        "the body that decided it",
        "SEC D10",
        "S",
        (Move("approved", "awaiting_implementation"), *stays("awaiting_implementation", "part_implemented")),
        guards=(
            *(IN_ORDER, _AFTER_RELEASES, RELEASE_PLANNED, RELEASE_NOT_LIVE),
            *(WHOLE_OR_PARTS, NOT_IMPLEMENTED, NOT_ASSIGNED_THERE, BY_THE_RULE),
        ),
        tell=_with_its_day,
        others=_release_named,
    ),
    Rule(
        "ChangeImplementationDate",
        ImplementationDateChanged,
        "It is to be implemented on another day of the same release.",
        "Authority, or the Panel within the room given",
        "SEC D10",
        "P",
        stays("awaiting_implementation", "part_implemented"),
        guards=(_AFTER_RELEASES, ASSIGNED),
        others=_release_named,
    ),
    Rule(
        "CancelImplementation",
        ImplementationCancelled,
        "It, or a part of it, is not to be implemented in that release any more.",
        "the body that decided it",
        "SEC D10",
        "K",
        (
            Move("awaiting_implementation", "approved", "the last of it"),
            Move("awaiting_implementation", "awaiting_implementation", "a part of it"),
            *stays("part_implemented"),
        ),
        guards=(IN_ORDER, _AFTER_RELEASES, ASSIGNED),
        case_of=_what_is_left,
        others=_release_named,
    ),
    Rule(
        "ImplementProposal",
        ProposalImplemented,
        "It, or a part of it, is in the Code: SECAS publishes a version.",
        "SECAS",
        "SEC D10",
        "S",
        (
            Move("awaiting_implementation", "implemented", "the last of it"),
            Move("awaiting_implementation", "part_implemented", "a part of it"),
            Move("part_implemented", "implemented", "the last of it"),
            Move("part_implemented", "part_implemented", "a part of it"),
        ),
        guards=(IN_ORDER, _AFTER_RELEASES, ASSIGNED, NO_APPEAL_PENDING),
        case_of=_what_is_left,
        others=_release_named,
    ),
    Rule(
        "PlanRelease",
        ReleasePlanned,
        "A release is to go live on a day.",
        "Panel",
        "SEC D10",
        "S",
        (Move("unplanned", "planned"),),
        subject="release",
    ),
    Rule(
        "RequestReleaseDateChange",
        ReleaseDateChangeRequested,
        "The Panel asks the Authority for another day.",
        "Panel",
        "November 2019 SEC Release",
        "P",
        stays("planned"),
        subject="release",
        guards=(_AFTER_PLANS, ANOTHER_DAY),
    ),
    Rule(
        "ApproveReleaseDateChange",
        ReleaseDateChangeApproved,
        "The Authority approves another day, with room for the Panel.",
        "Authority",
        "November 2019 SEC Release",
        "P",
        stays("planned"),
        subject="release",
        guards=(_AFTER_PLANS, CHANGE_REQUESTED, FLEX_AFTER),
    ),
    Rule(
        "ChangeReleaseDate",
        ReleaseDateChanged,
        "It is moved, within what the Authority approved.",
        "Panel",
        "November 2019 SEC Release",
        "P",
        stays("planned"),
        subject="release",
        guards=(_AFTER_PLANS, WAS_THAT_DAY, ANOTHER_DAY, MOVE_APPROVED),
    ),
    Rule(
        "RecordReleaseLive",
        ReleaseWentLive,
        "It went live.",
        "SECAS",
        "SEC D10",
        "S",
        (Move("planned", "live"),),
        subject="release",
        guards=(_AFTER_PLANS,),
    ),
)
