"""What is implemented when, and that a release may be moved (SEC D10)."""

from collections.abc import Mapping
from datetime import date

from shared.domain.facts import (
    AppealDetermined,
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
from shared.domain.recorded import Recorded
from shared.domain.streams import release as release_stream
from shared.process.guard import Case, Guard
from shared.process.standing import Standing

_OfOne = ReleaseAssigned | ImplementationDateChanged | ImplementationCancelled | ProposalImplemented


def _of(case: Case) -> _OfOne:
    fact = case.command.fact
    assert isinstance(fact, _OfOne)
    return fact


def assigned(standing: Standing) -> Mapping[int, str]:
    """The release of each part that waits for its implementation; part 0 is the whole."""
    waiting: dict[int, str] = {}
    for recorded in standing.told:
        match recorded.fact:
            case ReleaseAssigned(release=release, part=part):
                waiting[part or 0] = release
            case ImplementationCancelled(part=part) | ProposalImplemented(part=part):
                waiting.pop(part or 0, None)
            case AppealDetermined(outcome="overturned" | "remitted"):
                waiting.clear()
            case _:
                pass
    return waiting


def implemented(standing: Standing) -> Mapping[int, Recorded]:
    """What put each part that is in the Code into it."""
    return {fact.part or 0: recorded for recorded, fact in standing.all(ProposalImplemented)}


def planned_on(release: Standing) -> date | None:
    """The day for which the release is planned, as it stands."""
    told = release.last(ReleasePlanned, ReleaseDateChanged)
    return told.fact.planned_on if told and isinstance(told.fact, ReleasePlanned | ReleaseDateChanged) else None


def own_day(name: str) -> date | None:
    """The day that a standalone release has in its name, where it is one."""
    try:
        return date.fromisoformat(name.removeprefix("standalone/")) if name.startswith("standalone/") else None
    except ValueError:
        return None


def _release_not_planned(case: Case) -> str | None:
    name = _of(case).release
    if planned_on(case.others[release_stream(name)]) or own_day(name):
        return None
    return f"release {name} is not planned: expected PlanRelease first, or standalone/YYYY-MM-DD"


def _release_live(case: Case) -> str | None:
    live = case.others[release_stream(_of(case).release)].last(ReleaseWentLive)
    return f"release {_of(case).release} went live on {live.day} already" if live else None


def _mixes_whole_and_parts(case: Case) -> str | None:
    part, parts = _of(case).part or 0, {*assigned(case.standing), *implemented(case.standing)}
    if not parts or (part == 0) == (parts == {0}):
        return None
    found = "the whole" if parts == {0} else f"parts {sorted(parts)}"
    return f"{found} of it is assigned: expected the same, found {'the whole' if part == 0 else f'part {part}'}"


def _implemented_already(case: Case) -> str | None:
    part = _of(case).part or 0
    done = implemented(case.standing).get(part)
    return f"part {part} of it was implemented on {done.day} already ({done.id})" if done else None


def _assigned_there(case: Case) -> str | None:
    fact = _of(case)
    if assigned(case.standing).get(fact.part or 0) != fact.release:
        return None
    return f"it is assigned to release {fact.release} already: expected ChangeImplementationDate"


def _not_assigned(case: Case) -> str | None:
    fact, there = _of(case), assigned(case.standing)
    if there.get(fact.part or 0) == fact.release:
        return None
    found = ", ".join(f"{f'part {part} ' if part else ''}{name}" for part, name in sorted(there.items())) or "none"
    return f"it is not assigned to release {fact.release}{f', part {fact.part}' if fact.part else ''}: found {found}"


def day_by_rule(case: Case, wd: int) -> date | None:
    """So many WD after the day of its approval: "one Working Day following approval" is the next one."""
    approved_on = case.standing.approved_on
    return case.calendar.add_working_days(approved_on, wd) if approved_on else None


def _not_the_rule(case: Case) -> str | None:
    fact = _of(case)
    if not isinstance(fact, ReleaseAssigned) or fact.wd_after_approval is None:
        return None
    if case.standing.approved_on is None:
        return "the day of its approval is not known: expected planned_on, and no wd_after_approval"
    if fact.planned_on is None:
        return None
    wanted = day_by_rule(case, fact.wd_after_approval)
    if fact.planned_on == wanted:
        return None
    return f"{fact.wd_after_approval} WD after approval is {wanted}: expected that, found {fact.planned_on}"


def _same_day(case: Case) -> str | None:
    fact, planned = case.command.fact, planned_on(case.standing)
    assert isinstance(fact, ReleaseDateChanged | ReleaseDateChangeRequested)
    return f"it is planned for {planned} already" if fact.planned_on == planned else None


def _was_another_day(case: Case) -> str | None:
    fact, planned = case.command.fact, planned_on(case.standing)
    assert isinstance(fact, ReleaseDateChanged)
    return None if fact.was_on in (None, planned) else f"it is planned for {planned}, not for {fact.was_on}"


def _move_not_approved(case: Case) -> str | None:
    fact, told = case.command.fact, case.standing.last(ReleaseDateChangeApproved)
    assert isinstance(fact, ReleaseDateChanged)
    approved = told.fact if told else None
    if isinstance(approved, ReleaseDateChangeApproved):
        first, last = approved.planned_on, approved.flex_to or approved.planned_on
        if first <= fact.planned_on <= last:
            return None
        return f"the Authority approved {first} to {last}: found {fact.planned_on}"
    return "the Authority has approved no other day: expected ApproveReleaseDateChange first"


def _change_not_requested(case: Case) -> str | None:
    told = case.standing.last(ReleaseDateChangeRequested, ReleaseDateChangeApproved)
    if told and isinstance(told.fact, ReleaseDateChangeRequested):
        return None
    return "the Panel has asked for no other day: expected RequestReleaseDateChange first"


def _flex_before(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, ReleaseDateChangeApproved)
    if fact.flex_to is None or fact.flex_to >= fact.planned_on:
        return None
    return f"the room ends on {fact.flex_to}, before the day approved, {fact.planned_on}"


RELEASE_PLANNED = Guard("release_not_planned", "the release is planned", "SEC D10", "S", _release_not_planned)
RELEASE_NOT_LIVE = Guard("release_live", "the release is not live yet", "SEC D10", "C", _release_live)
WHOLE_OR_PARTS = Guard("whole_and_parts", "either the whole or its parts", "SECMP0062", "S", _mixes_whole_and_parts)
NOT_IMPLEMENTED = Guard("implemented_already", "that part is not in the Code yet", "SEC D10", "C", _implemented_already)
NOT_ASSIGNED_THERE = Guard("assigned_already", "not assigned there already", "SEC D10", "C", _assigned_there)
ASSIGNED = Guard("not_assigned", "it is assigned to that release", "SEC D10", "C", _not_assigned)
BY_THE_RULE = Guard("not_by_the_rule", "the day is so many WD after approval", "MP130", "S", _not_the_rule)
ANOTHER_DAY = Guard("day_is_the_same", "the day is another", "SEC D10", "C", _same_day)
WAS_THAT_DAY = Guard("was_another_day", "it was planned for the day told", "SEC D10", "C", _was_another_day)
MOVE_APPROVED = Guard(
    "move_not_approved", "the Authority approved the day", "November 2019 SEC Release", "P", _move_not_approved
)
CHANGE_REQUESTED = Guard(
    "change_not_requested", "the Panel asked for it", "November 2019 SEC Release", "P", _change_not_requested
)
FLEX_AFTER = Guard("room_ends_before", "the room ends after the day approved", "SEC D10", "C", _flex_before)
