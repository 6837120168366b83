"""Entries read back from the log, quickly: it took them only whole, so what is plainly whole is not asked in full.

What is not plainly so gives None: then the codec asks in full, and has the words for what is wrong.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal

import msgspec
from pydantic import ValidationError

from shared.domain.entry import EARLIEST, Actor, Entry, Source, entry_model
from shared.domain.facts import AnyFact
from shared.domain.streams import NotAStream, kind_of, resolve

_SOURCES_AT_HAND = 4_096


class _Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An entry's fields, in their order; those that are models of their own are left as they stand."""

    type: str
    version: int
    ref: str
    kind: Literal["PA", "IA"] | None = None
    n: int | None = None
    occurred_on: date | None = None
    occurred_by: date | None = None
    known_at: datetime
    source: msgspec.Raw
    actor: msgspec.Raw | None = None
    correlation_id: str | None = None
    causation_id: str | None = None
    data: msgspec.Raw


_FIELDS = set(_Envelope.__struct_fields__)
_envelope = msgspec.json.Decoder(_Envelope).decode


def read_back(fact: type[AnyFact], value: bytes) -> Entry[AnyFact] | None:
    """The entry of which `value` is the JSON, with a `fact` as its data; None where only asking in full can tell."""
    try:
        envelope = _envelope(value)
        if not _is_plainly_whole(fact, envelope):
            return None
        # As `model_validate_json`, which asks for its options first.
        data = fact.__pydantic_validator__.validate_json(bytes(envelope.data))
        source, actor = _source(bytes(envelope.source)), envelope.actor and _actor(bytes(envelope.actor))
    except (msgspec.MsgspecError, ValidationError, NotAStream, UnicodeDecodeError):
        return None
    told = msgspec.structs.asdict(envelope) | {"data": data, "source": source, "actor": actor}
    return _unasked(entry_model(fact), told)


def _is_plainly_whole(fact: type[AnyFact], told: _Envelope) -> bool:
    """What an entry asks of itself, for the case that it is of its day in UTC or before."""
    day = told.occurred_on or told.occurred_by
    return (
        (told.type, told.version) == (fact.__name__, fact.VERSION)
        and (told.occurred_on is None) != (told.occurred_by is None)
        and (told.kind is not None and told.n is not None) == fact.OF_AN_ASSESSMENT
        and (told.n is None or 1 <= told.n <= 999)
        and (fact.BELONGS_TO is None or kind_of(resolve(told.ref)) == fact.BELONGS_TO)
        and told.known_at.tzinfo is UTC
        and day is not None
        and EARLIEST <= day <= told.known_at.date()
    )


def _unasked(model: type[Entry[AnyFact]], told: dict[str, object]) -> Entry[AnyFact]:
    """As pydantic's own `model_construct`, which goes through the fields one by one."""
    entry = model.__new__(model)
    object.__setattr__(entry, "__dict__", told)
    object.__setattr__(entry, "__pydantic_fields_set__", _FIELDS)
    object.__setattr__(entry, "__pydantic_extra__", None)
    object.__setattr__(entry, "__pydantic_private__", None)
    return entry


@lru_cache(_SOURCES_AT_HAND)
def _source(value: bytes) -> Source:
    return Source.model_validate_json(value)


@lru_cache(_SOURCES_AT_HAND)
def _actor(value: bytes) -> Actor:
    return Actor.model_validate_json(value)
