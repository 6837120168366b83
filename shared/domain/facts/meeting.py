"""Meetings of the Panel, the Change Sub-Committee, the Change Board and the Working Group."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.domain.facts.base import Fact
from shared.domain.streams import StreamKind
from shared.domain.vocabulary import AgendaPurpose, Mode


class MeetingFact(Fact):
    """What all of them share: body and day of the meeting are its stream, `meeting/panel/2020-06-19`."""

    BELONGS_TO: ClassVar[StreamKind | None] = "meeting"


class AgendaItem(BaseModel):
    """One modification (its stream) on an agenda, and what for."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    stream: str
    purpose: AgendaPurpose


class MeetingScheduled(MeetingFact):
    """It is to be held on the day of its stream. A stated `agenda_on` beats the rule of 10 WD before."""

    agenda_on: date | None = None


class AgendaPublished(MeetingFact):
    """What the body is to consider. The last one published stands."""

    items: tuple[AgendaItem, ...]
    provisional: bool = False

    def says(self) -> str:
        return ",".join(f"{item.stream}:{item.purpose}" for item in self.items)


class MeetingHeld(MeetingFact):
    """It took place, or was held by correspondence; `considered` names the streams of what it considered."""

    mode: Mode = "meeting"
    ad_hoc: bool = False
    considered: tuple[str, ...] | None = None


class MeetingCancelled(MeetingFact):
    """It was not held."""

    reason: str | None = None
