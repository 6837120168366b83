"""What the reading of some deliveries leads to, until it is recorded."""

from dataclasses import dataclass, field
from datetime import datetime

from services.ingest.feed.histories import Histories
from shared.feed.reasons import Refused


@dataclass(slots=True)
class Counts:
    """What became of the tickets of some deliveries."""

    observed: int = 0
    duplicates: int = 0
    quarantined: int = 0
    ignored: int = 0

    @property
    def tickets(self) -> int:
        return self.observed + self.duplicates + self.quarantined + self.ignored

    def add(self, more: "Counts") -> None:
        self.observed += more.observed
        self.duplicates += more.duplicates
        self.quarantined += more.quarantined
        self.ignored += more.ignored

    def back_to(self, before: "Counts") -> None:
        self.observed, self.duplicates = before.observed, before.duplicates
        self.quarantined, self.ignored = before.quarantined, before.ignored


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that was not taken when a delivery was read; whether or not it was known to be so."""

    item: str
    why: Refused
    ticket_id: str | None
    revision: int | None
    place: int


@dataclass(slots=True)
class Batch:
    """Deliveries that are read together, at one moment."""

    histories: Histories
    now: datetime
    counts: Counts = field(default_factory=Counts)
    troubles: list[Trouble] = field(default_factory=list)
