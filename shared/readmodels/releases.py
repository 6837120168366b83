"""One row a release: its planned days and when it went live. What is in it is joined when read. Key: its stream."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from shared.domain.facts import (
    ReleaseDateChangeApproved,
    ReleaseDateChanged,
    ReleaseDateChangeRequested,
    ReleasePlanned,
    ReleaseWentLive,
)
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated, step


class Planned(Step, frozen=True, kw_only=True):
    """The day it was to go live, as told on `on`: planned, or moved to."""

    planned_on: date
    moved: bool = False


class Approved(Step, frozen=True, kw_only=True):
    """The day to which it may be moved, as the Authority approved; up to `flex_to` where there is room."""

    planned_on: date
    flex_to: date | None = None


class Wished(Step, frozen=True, kw_only=True):
    """The day to which the Panel asked the Authority to move it, and why."""

    planned_on: date
    reason: str


class Release(Row, frozen=True, kw_only=True):
    """`name` as in `2020-11`, or `standalone/2020-05-27`. `plans` in the order of their days; the last stands.

    `sec_version`: of the Code, as it is since it went live.
    """

    name: str
    plans: tuple[Planned, ...] = ()
    live: Step | None = None
    wishes: tuple[Wished, ...] = ()
    approvals: tuple[Approved, ...] = ()
    sec_version: str | None = None

    @property
    def is_standalone(self) -> bool:
        return self.name.startswith("standalone/")

    def date_at(self, day: date) -> date | None:
        """The day of the release as known at the end of `day`: when it went live, or is planned to."""
        if self.live and self.live.on <= day:
            return self.live.on
        plan = self.plan_at(day)
        return plan.planned_on if plan else None

    def plan_at(self, day: date) -> Planned | None:
        """The plan in force at the end of `day`."""
        return next((plan for plan in reversed(self.plans) if plan.on <= day), None)

    def wish_at(self, day: date) -> Wished | None:
        """What was asked for by the end of `day`; None once it was answered, or the release moved."""
        wish = next((wish for wish in reversed(self.wishes) if wish.on <= day), None)
        answers = (*self.approvals, *(plan for plan in self.plans if plan.moved))
        return wish if wish and not any(wish.on <= answer.on <= day for answer in answers) else None

    def approval_at(self, day: date) -> Approved | None:
        """The last one by the end of `day`."""
        return next((approved for approved in reversed(self.approvals) if approved.on <= day), None)


def fold(history: History) -> Mapping[str, Release]:
    told = by_day(history)
    stream = history[0].stream
    row = Release(stream=stream, opened_on=told[0].day, name=stream.removeprefix("release/"))
    for recorded in told:
        row = _after(row, recorded)
    return {stream: row}


def _after(row: Release, recorded: Recorded) -> Release:
    taken = step(recorded)
    match recorded.fact:
        case ReleasePlanned(planned_on=planned_on):
            return replace(row, plans=(*row.plans, Planned(**dated(recorded), planned_on=planned_on)))
        case ReleaseDateChangeRequested(planned_on=planned_on, reason=reason):
            return replace(row, wishes=(*row.wishes, Wished(**dated(recorded), planned_on=planned_on, reason=reason)))
        case ReleaseDateChangeApproved(planned_on=planned_on, flex_to=flex_to):
            approved = Approved(**dated(recorded), planned_on=planned_on, flex_to=flex_to)
            return replace(row, approvals=(*row.approvals, approved))
        case ReleaseDateChanged(planned_on=planned_on):
            return replace(row, plans=(*row.plans, Planned(**dated(recorded), planned_on=planned_on, moved=True)))
        case ReleaseWentLive(sec_version=sec_version):
            return replace(row, live=taken, sec_version=sec_version, settled_on=taken.on)
        case _:
            return row


RELEASES = ReadModel("releases", 3, Release, "release", fold)
