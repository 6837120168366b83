"""One row a release: its planned days and when it went live. What is in it is joined when read. Key: its stream."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from shared.domain.facts import ReleaseDateChanged, ReleasePlanned, ReleaseWentLive
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated, step


class Planned(Step, frozen=True, kw_only=True):
    """The day it was to go live, as told on `on`."""

    planned_on: date


class Release(Row, frozen=True, kw_only=True):
    """`name` as in `2020-11`, or `standalone/2020-05-27`. `plans` in the order of their days; the last stands."""

    name: str
    plans: tuple[Planned, ...] = ()
    live: Step | None = None

    @property
    def is_standalone(self) -> bool:
        return self.name.startswith("standalone/")

    def date_at(self, day: date) -> date | None:
        """The day of the release as known at the end of `day`: when it went live, or is planned to."""
        if self.live and self.live.on <= day:
            return self.live.on
        plans = [plan for plan in self.plans if plan.on <= day]
        return plans[-1].planned_on if plans else None


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
        case ReleasePlanned(planned_on=planned_on) | ReleaseDateChanged(planned_on=planned_on):
            plan = Planned(**dated(recorded), planned_on=planned_on)
            return replace(row, plans=(*row.plans, plan))
        case ReleaseWentLive():
            return replace(row, live=taken, settled_on=taken.on)
        case _:
            return row


RELEASES = ReadModel("releases", 2, Release, "release", fold)
