"""One row a meeting: when it was called, what is on its agenda, whether it was held. Key: its stream."""

from collections.abc import Mapping
from datetime import date
from typing import TypeGuard, get_args

from msgspec.structs import replace

from shared.domain.facts import AgendaItem, AgendaPublished, MeetingCancelled, MeetingHeld, MeetingScheduled
from shared.domain.recorded import Recorded
from shared.domain.streams import Body
from shared.domain.vocabulary import Mode
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, step


class Meeting(Row, frozen=True, kw_only=True):
    """The meeting that `body` holds on the day `on`. `agenda_on`: when its agenda is announced."""

    body: Body
    on: date
    scheduled: Step | None = None
    agenda_on: date | None = None
    agenda: Step | None = None
    items: tuple[AgendaItem, ...] = ()
    held: Step | None = None
    mode: Mode
    ad_hoc: bool = False
    cancelled: Step | None = None


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
        case AgendaPublished(items=items):
            return replace(row, agenda=taken, items=items)
        case MeetingHeld(mode=mode, ad_hoc=ad_hoc):
            return replace(row, held=taken, mode=mode, ad_hoc=ad_hoc, settled_on=taken.on)
        case MeetingCancelled():
            return replace(row, cancelled=taken, settled_on=taken.on)
        case _:
            return row


MEETINGS = ReadModel("meetings", 2, Meeting, "meeting", fold)
