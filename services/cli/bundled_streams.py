"""What a modification touches: the meetings, releases and tickets that name it, and those that it names."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from shared.domain.codec import NotAFact, recorded
from shared.domain.recorded import StoredFact
from shared.domain.reference import ModificationRef, NotAReference
from shared.domain.streams import kind_of
from shared.eventlog.log import EventLog

KINDS = ("meeting", "release", "ticket")


def touched(log: EventLog, stream: str, upto: int) -> list[str]:
    """Their streams, in order."""
    others = [other for other in log.streams(upto) if kind_of(other) in KINDS]
    own = set(_texts_of(log.stored_history(stream, upto)))
    histories = log.stored_histories(others, upto)
    return sorted(other for other in others if _is_named(other, own) or _names(histories.get(other, ()), stream))


def be_json(facts: Sequence[StoredFact]) -> None:
    """Raises NotAFact: nobody could check what is none."""
    for fact in facts:
        try:
            json.loads(fact.value.decode())
        except ValueError as error:
            raise NotAFact(
                f"{fact.id}, at position {fact.position}, is stored as bytes that are no JSON ({error}): no bundle can "
                "hold it; `secchange audit verify` says whether somebody altered it"
            ) from None


def _is_named(other: str, texts: set[str]) -> bool:
    """Whole, by what stands behind the kind of stream, or as the stream of a fact."""
    return bool({other, other.partition("/")[2]} & texts) or any(text.startswith(f"{other}#") for text in texts)


def _names(history: Sequence[StoredFact], stream: str) -> bool:
    digits = stream.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
    return any(_is_of(text, stream) for text in _texts_of([fact for fact in history if digits in fact.value]))


def _is_of(text: str, stream: str) -> bool:
    try:
        return ModificationRef.parse(text).stream == stream
    except NotAReference:
        return False


def _texts_of(history: Sequence[StoredFact]) -> Iterator[str]:
    """Of those that are understood: what is no fact names nothing."""
    for fact in history:
        with suppress(NotAFact):
            recorded(fact)
            entry = json.loads(fact.value)
            yield from _texts([entry["data"], entry.get("causation_id")])


def _texts(value: Any) -> Iterator[str]:
    """Every text in it, however deep."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)
