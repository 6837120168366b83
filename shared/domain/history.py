"""Shorter and truer histories from a recorded one. A history is in recorded order, of one stream or of many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from shared.domain.facts import AnyFact, FactCorrected, FactRetracted
from shared.domain.recorded import Recorded, read_recorded

History = Sequence[Recorded]

OF_THE_ENTRY = frozenset({"occurred_on", "occurred_by", "kind", "n"})
"""Fields that a correction may change beside those of `data`."""

MENDING: frozenset[type[AnyFact]] = frozenset({FactCorrected, FactRetracted})
"""The facts that change what others say. Nearly no history has any."""


def known_by(history: Iterable[Recorded], moment: datetime) -> tuple[Recorded, ...]:
    """The longest prefix whose every `known_at` is at or before `moment`: what was known then."""
    prefix = []
    for recorded in history:
        if recorded.known_at > moment:
            break
        prefix.append(recorded)
    return tuple(prefix)


def up_to(history: Iterable[Recorded], position: int) -> tuple[Recorded, ...]:
    """What the log held at `position`, inclusive."""
    return tuple(recorded for recorded in history if recorded.position <= position)


def by_stream(history: Iterable[Recorded]) -> Iterator[list[Recorded]]:
    """The facts of each stream, in their order, once the whole history is gone through; streams in no promised order.

    Those of a stream are let go as they are given: of a long history, facts and rows would be very much at once.
    """
    streams: dict[str, list[Recorded]] = defaultdict(list)
    for recorded in history:
        streams[recorded.stream].append(recorded)
    while streams:
        yield streams.popitem()[1]


def effective(history: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The history with its corrections and retractions applied, each where the mended fact stands.

    A correction of a fact that is not there, or that makes it impossible, raises ValueError: it should have been
    refused when it was given.
    """
    history = tuple(history)
    if MENDING.isdisjoint({type(recorded.fact) for recorded in history}):
        return history
    standing: dict[str, Recorded] = {}
    for recorded in history:
        match recorded.fact:
            case FactRetracted(of=of):
                _found(standing, of, recorded)
                del standing[of]
            case FactCorrected(of=of, now=now):
                standing[of] = _corrected(_found(standing, of, recorded), now, recorded)
            case _:
                standing[recorded.id] = recorded
    return tuple(standing.values())


def _found(standing: dict[str, Recorded], of: str, by: Recorded) -> Recorded:
    if of not in standing:
        raise ValueError(f"{by.id} mends {of}, which is not in the history of {by.stream}, or was retracted before")
    return standing[of]


def _corrected(recorded: Recorded, now: dict[str, Any], by: Recorded) -> Recorded:
    whole = msgspec.json.decode(recorded.value)
    data = {name: value for name, value in now.items() if name not in OF_THE_ENTRY}
    envelope = {name: value for name, value in now.items() if name in OF_THE_ENTRY}
    # As it now stands it was known with the correction; it may speak of a day after the first telling.
    known_at = by.known_at.isoformat()
    mended = whole | envelope | {"known_at": known_at, "data": whole["data"] | data}
    value = msgspec.json.encode(mended)
    return read_recorded(recorded, type(recorded.fact), value, (*recorded.corrected_by, by.id))
