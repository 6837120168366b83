"""Consultations: on Draft Proposals, for information, in Refinement (SEC D6), on Modification Reports (D7.8)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.domain.facts.base import Fact
from shared.domain.vocabulary import ConsultationType, PartyCategory, ResponseView


class ConsultationPlanned(Fact):
    """To be issued in the week that begins with the Monday `week_commencing`."""

    type: ConsultationType
    week_commencing: date

    def says(self) -> str:
        return f"{self.type}|{self.week_commencing.isoformat()}"


class ConsultationOpened(Fact):
    """Issued on the entry's day; open until 17:00 of `closes_on` where that is known."""

    type: ConsultationType
    closes_on: date | None = None

    def says(self) -> str:
        return self.type


class ConsultationExtended(Fact):
    """It stays open until 17:00 of `closes_on` instead."""

    type: ConsultationType
    closes_on: date

    def says(self) -> str:
        return f"{self.type}|{self.closes_on.isoformat()}"


class ResponseReceived(Fact):
    """Somebody responded. Of a confidential response the name is an id."""

    type: ConsultationType
    respondent: Annotated[str, Field(min_length=1)]
    party_category: PartyCategory | None = None
    view: ResponseView | None = None
    confidential: bool = False

    def says(self) -> str:
        return f"{self.type}|{self.respondent}"


class ConsultationClosed(Fact):
    """Closed at 17:00 of the entry's day, with so many responses where that is told."""

    type: ConsultationType
    responses: Annotated[int, Field(ge=0, le=100_000)] | None = None

    def says(self) -> str:
        return self.type
