"""A fact at its place in the log: as stored bytes, and as a value."""

from datetime import date, datetime

import msgspec

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.vocabulary import AssessmentKind


class StoredFact(msgspec.Struct, frozen=True, gc=False):
    """One line of the log as it is kept and carried: `value` is the entry's JSON, never re-serialised.

    `topic` is the fact's public name and version, `AssessmentReturned/1`; `position` its place in the log.
    """

    position: int
    stream: str
    version: int
    topic: str
    recorded_at: datetime
    value: bytes

    @property
    def id(self) -> str:
        return f"{self.stream}#{self.version}"


class Recorded(msgspec.Struct, frozen=True):
    """One fact of a history. `corrected_by` names the facts that mended it, in recorded order."""

    position: int
    stream: str
    version: int
    recorded_at: datetime
    entry: Entry[AnyFact]
    corrected_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """`106#4`: stream and version, stable for ever."""
        return f"{self.stream}#{self.version}"

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of all facts on which this one, as it now stands, rests."""
        return (self.id, *self.corrected_by)

    @property
    def fact(self) -> AnyFact:
        return self.entry.data

    @property
    def day(self) -> date:
        return self.entry.occurred_on or self.entry.day

    @property
    def assessment(self) -> tuple[AssessmentKind, int]:
        """Kind and number of the assessment of which the fact speaks. Only for facts that speak of one."""
        assert self.entry.kind is not None and self.entry.n is not None
        return self.entry.kind, self.entry.n
