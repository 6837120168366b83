"""PURE. What lies in a delivery: one ticket or several, out of their envelopes."""

from collections.abc import Sequence
from typing import Any

from services.ingest.feed.servicenow.row import ticket_of
from services.ingest.feed.sources import Sources
from shared.feed.reasons import Refused
from shared.feed.strict import read_strictly

EVENT_TYPE = "uk.co.smartdcc.assessment.ticket.v1"
LARGEST_BATCH = 100
_REQUIRED = ("specversion", "id", "source", "type", "data")


def tickets_in(raw: bytes, door: str, source: str, sources: Sources) -> Sequence[Any] | Refused:
    """The tickets of one delivery: through the webhook as CloudEvents, by a poll one as a row, else one as it is.

    A row is read by the names that are configured now, whenever it came.
    """
    found = read_strictly(raw)
    if isinstance(found, Refused):
        return found
    if door == "poll" and (settings := sources.get(source)) and settings.servicenow:
        return [ticket_of(found, source, settings.servicenow.fields)]
    if door != "webhook":
        return [found]
    events = found if isinstance(found, list) else [found]
    if not 1 <= len(events) <= LARGEST_BATCH:
        return Refused("not-cloudevents", f"{len(events)} events in one batch: expected 1 to {LARGEST_BATCH}")
    for place, event in enumerate(events):
        if wrong := not_an_event(event):
            return Refused("not-cloudevents", wrong, (f"/{place}",))
    return [event["data"] for event in events]


def not_an_event(event: Any) -> str | None:
    """Why it is no CloudEvent of ours."""
    if not isinstance(event, dict):
        return f"expected an object, found {type(event).__name__}"
    if missing := [name for name in _REQUIRED if name not in event]:
        return f"{', '.join(missing)} missing: expected a CloudEvent 1.0 in structured mode"
    if event["specversion"] != "1.0":
        return f"specversion {event['specversion']!r}: expected '1.0'"
    if event["type"] != EVENT_TYPE:
        return f"type {event['type']!r}: expected {EVENT_TYPE!r}"
    return None
