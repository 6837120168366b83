"""One row a meeting: when it was called, what is on its agenda, whether it was held. Key: its stream."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeGuard, get_args

from msgspec.structs import replace

from shared.domain.facts import AgendaItem, AgendaPublished, MeetingCancelled, MeetingHeld, MeetingScheduled
from shared.domain.recorded import Recorded
from shared.domain.streams import Body
from shared.domain.vocabulary import Mode
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated, step


class Agenda(Step, frozen=True, kw_only=True):
    """What it was to consider, from that day until the next agenda was published."""

    items: tuple[AgendaItem, ...]
    provisional: bool = False


class OnTheAgenda(NamedTuple):
    """A modification was on the agenda of that purpose from a day to another, which is None where it still is."""

    item: AgendaItem
    since: Step
    until: Step | None


class Meeting(Row, frozen=True, kw_only=True):
    """The meeting that `body` holds on the day `on`. `agenda_on`: when its agenda is announced.

    `agendas` in the order of their days; the last stands. `considered`: the streams of what it considered, where that
    is told.
    """

    body: Body
    on: date
    scheduled: Step | None = None
    agenda_on: date | None = None
    agendas: tuple[Agenda, ...] = ()
    held: Step | None = None
    mode: Mode
    ad_hoc: bool = False
    cancelled: Step | None = None
    reason: str | None = None
    considered: tuple[str, ...] | None = None

    @property
    def agenda(self) -> Agenda | None:
        """The last one published."""
        return self.agendas[-1] if self.agendas else None

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        return self.agendas[-1].items if self.agendas else ()

    def agenda_at(self, day: date) -> Agenda | None:
        """The last one published by the end of `day`."""
        return next((agenda for agenda in reversed(self.agendas) if agenda.on <= day), None)

    def is_cancelled_at(self, day: date) -> bool:
        return self.cancelled is not None and self.cancelled.on <= day

    def is_held_at(self, day: date) -> bool:
        return self.held is not None and self.held.on <= day

    def memberships(self) -> tuple[OnTheAgenda, ...]:
        """What was ever on its agenda: what the next one leaves out has ended by it, and all by a cancellation."""
        current: dict[AgendaItem, Agenda] = {}
        ended: list[OnTheAgenda] = []
        for agenda in self.agendas:
            gone = [item for item in current if item not in agenda.items]
            ended += [OnTheAgenda(item, current.pop(item), agenda) for item in gone]
            current = {item: current.get(item, agenda) for item in agenda.items}
        return (*ended, *(OnTheAgenda(item, since, self.cancelled) for item, since in current.items()))


def fold(history: History) -> Mapping[str, Meeting]:
    _, body, on = history[0].stream.split("/")
    assert _is_body(body)
    told = by_day(history)
    stream, day = history[0].stream, date.fromisoformat(on)
    row = Meeting(stream=stream, opened_on=told[0].day, body=body, on=day, mode="meeting")
    for recorded in told:
        row = _after(row, recorded)
    return {stream: row}


def _is_body(word: str) -> TypeGuard[Body]:
    return word in get_args(Body)


def _after(row: Meeting, recorded: Recorded) -> Meeting:
    taken = step(recorded)
    match recorded.fact:
        case MeetingScheduled(agenda_on=agenda_on):
            return replace(row, scheduled=taken, agenda_on=agenda_on)
        case AgendaPublished(items=items, provisional=provisional):
            agenda = Agenda(**dated(recorded), items=items, provisional=provisional)
            return replace(row, agendas=(*row.agendas, agenda))
        case MeetingHeld(mode=mode, ad_hoc=ad_hoc, considered=considered):
            return replace(row, held=taken, mode=mode, ad_hoc=ad_hoc, considered=considered, settled_on=taken.on)
        case MeetingCancelled(reason=reason):
            return replace(row, cancelled=taken, reason=reason, settled_on=taken.on)
        case _:
            return row


MEETINGS = ReadModel("meetings", 3, Meeting, "meeting", fold)
