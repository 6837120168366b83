"""Refinement Consultations and Modification Report Consultations (SEC D6, D7.8)."""

from datetime import date

from shared.domain.facts.base import Fact
from shared.domain.vocabulary import ConsultationType


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


class ConsultationClosed(Fact):
    """Closed at 17:00 of the entry's day."""

    type: ConsultationType

    def says(self) -> str:
        return self.type
