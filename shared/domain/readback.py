"""Entries read back from the log, quickly: it took them only whole, so what is plainly whole is not asked in full.

What is not plainly so gives None: then the codec asks in full, and has the words for what is wrong.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta
from pydantic import ValidationError

from shared.domain.entry import EARLIEST, Actor, Entry, Source, entry_model
from shared.domain.facts import AnyFact, CorrectionProposed, FactCorrected
from shared.domain.streams import NotAStream, StreamKind, kind_of, resolve
from shared.domain.vocabulary import AssessmentKind

_SHARED_AT_HAND = 16_384
_LONGEST_SHARED = 64
"""In bytes. Sayings that are longer, such as the title of a proposal, hardly ever come twice."""


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    kind: Literal["paper", "ticket", "command", "letter", "register"]
    ref: Annotated[str, Meta(min_length=1)]
    locator: str | None = None


class _Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    body: str
    person: str | None = None
    role: str | None = None


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An entry's fields, in their order; its data as they stand."""

    type: str
    version: int
    ref: str
    kind: AssessmentKind | None = None
    n: Annotated[int, Meta(ge=1, le=999)] | None = None
    occurred_on: date | None = None
    occurred_by: date | None = None
    known_at: datetime
    source: _Source
    actor: _Actor | None = None
    correlation_id: str | None = None
    causation_id: str | None = None
    data: msgspec.Raw


class _Asked(msgspec.Struct, frozen=True):
    """What is asked of every entry with one type of fact. `validated` is of the fact's own JSON."""

    type: str
    version: int
    belongs_to: frozenset[StreamKind]
    of_an_assessment: bool
    validated: Callable[[bytes], Any]
    may_be_shared: bool


_FIELDS = set(Envelope.__struct_fields__)
_envelope = msgspec.json.Decoder(Envelope).decode


def read_back(fact: type[AnyFact], value: bytes) -> tuple[Envelope, AnyFact] | None:
    """The entry of which `value` is the JSON, and the `fact` that is its data; None where only asking in full can tell.

    Facts that say the same may be the same object: they are frozen.
    """
    asked = _asked(fact)
    try:
        told = _envelope(value)
        if not _is_plainly_whole(asked, told):
            return None
        # As `bytes(told.data)`, at half the cost.
        data = b"" + told.data
        shared = asked.may_be_shared and len(data) <= _LONGEST_SHARED
        return told, _shared(asked.validated, data) if shared else asked.validated(data)
    except (msgspec.MsgspecError, ValidationError, NotAStream, UnicodeDecodeError):
        return None


def read_entry(fact: type[AnyFact], value: bytes) -> Entry[AnyFact]:
    """The same as an entry, which may be asked in full; raises pydantic's ValidationError where it is none."""
    if (found := read_back(fact, value)) is None:
        return entry_model(fact).model_validate_json(value)
    told, data = found
    models = {"data": data, "source": _source(told.source), "actor": told.actor and _actor(told.actor)}
    return _unasked(entry_model(fact), msgspec.structs.asdict(told) | models)


@cache
def _asked(fact: type[AnyFact]) -> _Asked:
    return _Asked(
        fact.__name__,
        fact.VERSION,
        frozenset({fact.BELONGS_TO} if fact.BELONGS_TO else get_args(StreamKind)),
        fact.OF_AN_ASSESSMENT,
        # As `model_validate_json`, which asks for its options first.
        fact.__pydantic_validator__.validate_json,
        # What they hold of corrections is a dictionary, which somebody might change.
        fact not in (FactCorrected, CorrectionProposed),
    )


def _is_plainly_whole(asked: _Asked, told: Envelope) -> bool:
    """What an entry asks of itself, for the case that it is of its day in UTC or before."""
    day = told.occurred_on
    if day is None:
        day = told.occurred_by
    elif told.occurred_by is not None:
        return False
    known_at = told.known_at
    return (
        told.type == asked.type
        and told.version == asked.version
        and (told.n is not None and told.kind is not None) is asked.of_an_assessment
        and _kind_named(told.ref) in asked.belongs_to
        and known_at.tzinfo is UTC
        and day is not None
        and EARLIEST <= day <= known_at.date()
    )


@lru_cache(_SHARED_AT_HAND)
def _kind_named(ref: str) -> StreamKind:
    return kind_of(resolve(ref))


@lru_cache(_SHARED_AT_HAND)
def _shared(validated: Callable[[bytes], Any], data: bytes) -> Any:
    return validated(data)


def _unasked(model: type[Entry[AnyFact]], told: dict[str, object]) -> Entry[AnyFact]:
    """As pydantic's own `model_construct`, which goes through the fields one by one."""
    entry = model.__new__(model)
    object.__setattr__(entry, "__dict__", told)
    object.__setattr__(entry, "__pydantic_fields_set__", _FIELDS)
    object.__setattr__(entry, "__pydantic_extra__", None)
    object.__setattr__(entry, "__pydantic_private__", None)
    return entry


@lru_cache(_SHARED_AT_HAND)
def _source(told: _Source) -> Source:
    return Source(kind=told.kind, ref=told.ref, locator=told.locator)


@lru_cache(_SHARED_AT_HAND)
def _actor(told: _Actor) -> Actor:
    return Actor(body=told.body, person=told.person, role=told.role)
