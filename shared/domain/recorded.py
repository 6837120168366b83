"""A fact at its place in the log: as stored bytes, and as a value."""

from datetime import date, datetime
from functools import lru_cache

import msgspec

from shared.domain.entry import Entry, Source, entry_model
from shared.domain.facts import AnyFact
from shared.domain.readback import Envelope, read_back, read_entry
from shared.domain.vocabulary import AssessmentKind

SOURCES_AT_HAND = 1 << 14


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


Fields = tuple[int, str, int, str, datetime, bytes]
"""Those of a StoredFact, in their order. Of very many, to make one of each is a tenth of the cost of reading them."""


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """One fact of a history, with what is asked of its entry over and over; `value` is the whole entry, as JSON.

    `day` is when it occurred, or where it is not `exact`, by when it had. `corrected_by` names the facts that mended
    it, in recorded order. A history has very many and none is in a circle, so the collector of garbage need not look
    at them.
    """

    position: int
    stream: str
    version: int
    recorded_at: datetime
    value: bytes
    fact: AnyFact
    day: date
    exact: bool
    known_at: datetime
    kind: AssessmentKind | None = None
    n: int | None = None
    corrected_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """`106#4`: stream and version, stable for ever."""
        return f"{self.stream}#{self.version}"

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of all facts on which this one, as it now stands, rests."""
        return (f"{self.stream}#{self.version}", *self.corrected_by)

    @property
    def entry(self) -> Entry[AnyFact]:
        """Read from `value` whenever it is asked for."""
        return read_entry(type(self.fact), self.value)

    @property
    def source(self) -> Source:
        """Of the entry, and kept at hand: whoever follows a ticket asks for those of all its modification's facts."""
        return _source_in(type(self.fact), self.value)

    @property
    def assessment(self) -> tuple[AssessmentKind, int]:
        """Kind and number of the assessment of which the fact speaks. Only for facts that speak of one."""
        assert self.kind is not None and self.n is not None
        return self.kind, self.n


@lru_cache(SOURCES_AT_HAND)
def _source_in(fact: type[AnyFact], value: bytes) -> Source:
    return read_entry(fact, value).source


def of_entry(
    place: StoredFact | Recorded, value: bytes, entry: Entry[AnyFact], corrected_by: tuple[str, ...] = ()
) -> Recorded:
    """The entry, of which `value` is the JSON, at this place of the log."""
    return Recorded(
        place.position,
        place.stream,
        place.version,
        place.recorded_at,
        value,
        entry.data,
        entry.day,
        entry.occurred_on is not None,
        entry.known_at,
        entry.kind,
        entry.n,
        corrected_by,
    )


def read_recorded(
    place: StoredFact | Recorded, fact: type[AnyFact], value: bytes, corrected_by: tuple[str, ...] = ()
) -> Recorded:
    """The same from the JSON alone. Raises pydantic's ValidationError where it is no entry with such a fact."""
    if (found := read_back(fact, value)) is None:
        return of_entry(place, value, entry_model(fact).model_validate_json(value), corrected_by)
    return of_envelope(place.position, place.stream, place.version, place.recorded_at, value, *found, corrected_by)


def of_envelope(
    position: int,
    stream: str,
    version: int,
    recorded_at: datetime,
    value: bytes,
    told: Envelope,
    data: AnyFact,
    corrected_by: tuple[str, ...] = (),
) -> Recorded:
    """The same from what `read_back` found in `value`."""
    on, kind, n = told.occurred_on, told.kind, told.n
    day = on or told.occurred_by
    assert day is not None  # or it would not have been found whole
    exact = on is not None
    return Recorded(
        position, stream, version, recorded_at, value, data, day, exact, told.known_at, kind, n, corrected_by
    )
