"""An entry: one fact with who told us, when it happened and when it was known. Its JSON is what is stored."""

from datetime import date
from functools import cache
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SerializeAsAny, model_validator

from shared.domain.facts import AnyFact
from shared.domain.facts.base import Fact
from shared.domain.london import LONDON
from shared.domain.streams import kind_of, resolve
from shared.domain.vocabulary import AssessmentKind

EARLIEST = date(2008, 1, 1)
"""No fact of the Smart Energy Code is older than the smart metering programme."""

# Not bound to AnyFact: pydantic would make the models of all facts whenever this file is imported.
F = TypeVar("F", bound=Fact, covariant=True)

_STRICT = ConfigDict(defer_build=True, frozen=True, extra="forbid", strict=True)


class Source(BaseModel):
    """Where an entry comes from, so that anyone can look: `locator` is the place inside it."""

    model_config = _STRICT

    kind: Literal["paper", "ticket", "command", "letter", "register"]
    ref: Annotated[str, Field(min_length=1)]
    locator: str | None = None


class Actor(BaseModel):
    """Who did what the fact says: a body, and a person where a paper names one."""

    model_config = _STRICT

    body: str
    person: str | None = None
    role: str | None = None


class Entry(BaseModel, Generic[F]):
    """A fact to be recorded. `ref` is any spelling of a modification, or a stream id.

    `occurred_on` is the day in the process, Europe/London; `occurred_by` stands in its place where a source
    says only how things stand, and means "no later than". `known_at` is when the administrator knew.
    """

    model_config = _STRICT

    type: str
    version: int
    ref: str
    kind: AssessmentKind | None = None
    n: Annotated[int, Field(ge=1, le=999)] | None = None
    occurred_on: date | None = None
    occurred_by: date | None = None
    known_at: AwareDatetime
    source: Source
    actor: Actor | None = None
    correlation_id: str | None = None
    causation_id: str | None = None
    data: SerializeAsAny[F]

    @property
    def stream(self) -> str:
        """The id of the stream that `ref` names."""
        return resolve(self.ref)

    @property
    def day(self) -> date:
        """The day from which the fact counts: when it occurred, or by when it had."""
        day = self.occurred_on or self.occurred_by
        assert day is not None  # the validator saw to it
        return day

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        fact = type(self.data)
        if (self.type, self.version) != (fact.__name__, fact.VERSION):
            raise ValueError(f"type {self.type}/{self.version} does not name the data, which is {fact.topic()}")
        if (self.occurred_on is None) == (self.occurred_by is None):
            raise ValueError("expected exactly one of occurred_on and occurred_by")
        if (self.kind is not None and self.n is not None) != fact.OF_AN_ASSESSMENT:
            wanted = "needs" if fact.OF_AN_ASSESSMENT else "has no"
            raise ValueError(f"{self.type} {wanted} kind (PA or IA) and n (1, 2, …)")
        self._check_stream()
        self._check_days()
        return self

    def _check_stream(self) -> None:
        kind, wanted = kind_of(self.stream), self.data.BELONGS_TO
        if wanted is not None and kind != wanted:
            raise ValueError(f"{self.type} belongs to a {wanted}; {self.ref!r} is a {kind}")

    def _check_days(self) -> None:
        try:
            known_on = self.known_at.astimezone(LONDON).date()
        except OverflowError:
            raise ValueError(f"known_at {self.known_at.isoformat()} is beyond every calendar") from None
        if not EARLIEST <= self.day <= known_on:
            raise ValueError(
                f"the day {self.day} is impossible: expected {EARLIEST} to {known_on}, the day on which it was known"
            )


@cache  # made when first asked for: all of them together take a third of a second
def entry_model(fact: type[AnyFact]) -> type[Entry[AnyFact]]:
    """The entry's model for one type of fact: what reads its JSON back."""
    generic: Any = Entry
    model: type[Entry[AnyFact]] = generic[fact]
    return model


def entry(
    fact: AnyFact,
    ref: str,
    *,
    known_at: AwareDatetime,
    source: Source,
    on: date | None = None,
    by: date | None = None,
    kind: AssessmentKind | None = None,
    n: int | None = None,
    actor: Actor | None = None,
    correlation_id: str | None = None,
    causation_id: str | None = None,
) -> Entry[AnyFact]:
    """The entry for `fact`: type and version are its own. Raises pydantic's ValidationError where it is not whole."""
    return entry_model(type(fact))(
        type=type(fact).__name__,
        version=fact.VERSION,
        ref=ref,
        kind=kind,
        n=n,
        occurred_on=on,
        occurred_by=by,
        known_at=known_at,
        source=source,
        actor=actor,
        correlation_id=correlation_id,
        causation_id=causation_id,
        data=fact,
    )
