"""How deliveries are kept: what is new of them in one statement; of the rest it is found what came before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from psycopg import Connection

from shared.inbox import statements
from shared.inbox.deliveries import Delivery, Kept
from shared.inbox.sealing import Sealer

Name = tuple[str, str, str]
"""Source, door, and the sender's own name for it."""
Statement = Callable[[str], bytes]


def keep(
    connection: Connection[Any], statement: Statement, sealer: Sealer, deliveries: Sequence[Delivery]
) -> Sequence[Kept]:
    """For each of them, in their order."""
    names = [_name(delivery) for delivery in deliveries]
    digests = [sha256(delivery.raw).digest() for delivery in deliveries]
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    # In one order for all: whoever keeps the same at the same time waits, and two never for each other.
    values = _values(sealer, [(deliveries[place], digests[place]) for _, place in sorted(first.items())])
    new = _new(connection.execute(statement(statements.KEEP), values, prepare=True).fetchall())
    before = _before(connection, statement, [name for name in first if name not in new])
    return [
        Kept(new[name], place != first[name], digests[first[name]] != digest)
        if name in new
        else Kept(before[name][0], True, before[name][1] != digest)
        for place, (name, digest) in enumerate(zip(names, digests, strict=True))
    ]


def _new(rows: Iterable[tuple[str, str, str, int]]) -> Mapping[Name, int]:
    return {(source, door, id): number for source, door, id, number in rows}


def _name(delivery: Delivery) -> Name:
    return delivery.source, delivery.door, delivery.delivery_id


def _values(sealer: Sealer, new: Sequence[tuple[Delivery, bytes]]) -> Mapping[str, list[Any]]:
    now = datetime.now(UTC)
    sealed = [sealer.seal(delivery.raw, at=now, digest=digest) for delivery, digest in new]
    return {
        "sources": [delivery.source for delivery, _ in new],
        "doors": [delivery.door for delivery, _ in new],
        "ids": [delivery.delivery_id for delivery, _ in new],
        "digests": [digest for _, digest in new],
        "keys": [key for key, _ in sealed],
        "sealed": [payload for _, payload in sealed],
        "evidence": ["\n".join(_name(delivery)) for delivery, _ in new if not delivery.to_be_read],
    }


def _before(
    connection: Connection[Any], statement: Statement, names: Sequence[Name]
) -> Mapping[Name, tuple[int, bytes]]:
    """What another connection kept at that very moment was waited for, and is seen by now."""
    if not names:
        return {}
    values = [list(part) for part in zip(*names, strict=True)]
    rows = connection.execute(statement(statements.BEFORE), values, prepare=True).fetchall()
    return {(source, door, id): (number, bytes(digest)) for source, door, id, number, digest in rows}
