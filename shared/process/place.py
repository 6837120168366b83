"""Where the subject of a command stands."""

from shared.domain.facts import (
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
    ReleaseDateChanged,
    ReleasePlanned,
    ReleaseWentLive,
)
from shared.process.guard import Case
from shared.process.guards.assessments import the_one
from shared.process.rule import Place, Rule
from shared.process.standing import Standing


def place_of(rule: Rule, case: Case) -> Place:
    """The place from which the rule's move would begin."""
    match rule.subject:
        case "modification":
            return case.standing.state
        case "assessment":
            row = the_one(case)
            return row.turns[-1].state if row and row.turns else "none"
        case "meeting":
            return meeting_place(case.standing)
        case "release":
            return release_place(case.standing)
        case _:
            return "any"


def meeting_place(standing: Standing) -> Place:
    """Of a meeting."""
    told = standing.last(MeetingScheduled, MeetingHeld, MeetingCancelled)
    match told.fact if told else None:
        case MeetingHeld():
            return "held"
        case MeetingCancelled():
            return "cancelled"
        case MeetingScheduled():
            return "scheduled"
        case _:
            return "unscheduled"


def release_place(standing: Standing) -> Place:
    """Of a release."""
    if standing.last(ReleaseWentLive):
        return "live"
    return "planned" if standing.last(ReleasePlanned, ReleaseDateChanged) else "unplanned"
