"""What is parked, as text for people and as JSON for programs. Stored bytes are shown escaped, never as they are."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from services.cli.output import harmless
from services.projector.mend import Mended, parked_of
from shared.eventlog.log import EventLog
from shared.readmodels import SET_ASIDE
from shared.rowstore.batch import Parked
from shared.rowstore.errors import NotParked
from shared.rowstore.journal import Deed
from shared.rowstore.store import RowStore

SHOWN_CHARACTERS = 2_000
"""Of a stored value, to people."""


def streams(store: RowStore) -> list[dict[str, Any]]:
    """One for each parked stream, in the order of the positions at which they are held up."""
    live = store.live_if_any()
    parked = sorted(store.parked(live) if live else (), key=lambda each: (each.stream, each.position))
    found = [_held_up(stream, list(facts)) for stream, facts in groupby(parked, key=lambda each: each.stream)]
    return sorted(found, key=lambda each: int(each["position"]))


def of_the_feed(log: EventLog, store: RowStore) -> int:
    """How many items of the feed wait for somebody, as far as the rows tell."""
    live = store.live_if_any()
    if live is None or live.models.get(SET_ASIDE.name) != SET_ASIDE.version:
        return 0
    return sum(row.item.is_open for row in store.load(SET_ASIDE, log.head(), generation=live).values())


def deeds(store: RowStore) -> list[dict[str, Any]]:
    """What operators did, in order."""
    return [_deed(deed) for deed in store.deeds()]


def stream(log: EventLog, store: RowStore, name: str) -> dict[str, Any]:
    """What is parked of one stream, and what was done about it before. Raises NotParked where both are nothing."""
    parked = {each.position: each for each in parked_of(store, name)}
    done = [_deed(deed) for deed in store.deeds() if deed.stream == name]
    if not parked and not done:
        raise NotParked(f"nothing of {name} is parked: see `secchange quarantine list`")
    facts = [
        {
            "id": fact.id,
            "position": fact.position,
            "type": fact.topic,
            "recorded_at": fact.recorded_at.isoformat(),
            "reason": parked[fact.position].reason,
            "attempts": parked[fact.position].attempts,
            "value": escaped(fact.value),
        }
        for fact in log.stored_history(name)
        if fact.position in parked
    ]
    return {"stream": name, "parked": facts, "done": done}


def text(found: dict[str, Any]) -> str:
    """What `stream` found, for people."""
    return harmless("\n".join(_lines(found)) + "\n")


def mended_json(mended: Mended) -> dict[str, Any]:
    left = [{"position": each.position, "reason": each.reason, "attempts": each.attempts} for each in mended.parked]
    return {"stream": mended.stream, "projected": mended.projected, "parked": left}


def mended_text(mended: Mended) -> str:
    if not mended.parked:
        return f"{mended.stream}: {mended.projected} facts projected, nothing parked any more"
    first = mended.parked[0]
    return (
        f"{mended.stream}: {mended.projected} facts projected, {len(mended.parked)} parked still, "
        f"the first at position {first.position}: {first.reason}"
    )


def escaped(value: bytes) -> str:
    """The bytes as text that harms no terminal: what is not UTF-8, or would not be printed as itself, as an escape."""
    told = value.decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in told)


def _held_up(name: str, parked: list[Parked]) -> dict[str, Any]:
    first = parked[0]
    return {
        "stream": name,
        "position": first.position,
        "reason": first.reason,
        "waiting": len(parked) - 1,
        "attempts": first.attempts,
        "since": first.parked_at.isoformat(timespec="seconds") if first.parked_at else None,
    }


def _deed(deed: Deed) -> dict[str, Any]:
    return {
        "done_at": deed.done_at.isoformat(timespec="seconds") if deed.done_at else None,
        "kind": deed.kind,
        "stream": deed.stream,
        "position": deed.position,
        "trouble": deed.trouble,
        "actor": deed.actor,
        "reason": deed.reason,
    }


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for fact in found["parked"]:
        yield f"{fact['id']} at position {fact['position']}, {fact['type']}, recorded {fact['recorded_at']}"
        yield f"  {fact['reason']} (tried {fact['attempts']} times)"
        yield f"  {fact['value'][:SHOWN_CHARACTERS]}{'…' if len(fact['value']) > SHOWN_CHARACTERS else ''}"
    if found["parked"]:
        name, first = found["stream"], found["parked"][0]["position"]
        yield f"After a mend: secchange quarantine replay {name}"
        yield f"To pass over the first for good: secchange quarantine discard {name} --position {first} --reason …"
    for deed in found["done"]:
        yield f"{deed['done_at']} {deed['kind']} at position {deed['position']} by {deed['actor']}: {deed['reason']}"
