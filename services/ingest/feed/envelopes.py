"""PURE. What lies in a delivery: one ticket or several, out of their envelopes."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.ingest.feed.servicenow.row import ticket_of
from services.ingest.feed.sources import Sources
from shared.feed.reasons import Refused
from shared.feed.strict import read_strictly

EVENT_TYPE = "uk.co.smartdcc.assessment.ticket.v1"
LARGEST_BATCH = 100
_ATTRIBUTES = ("specversion", "id", "source", "type")
_STRUCTURED = "application/cloudevents"


def tickets_told(headers: Mapping[str, str], raw: bytes) -> Sequence[Any] | Refused:
    """The tickets of a delivery that stands at the webhook, in a mode of CloudEvents: structured, batch or binary.

    In binary mode the body is the ticket alone, and headers tell what else an event tells. They are not signed, and
    nothing of them is kept.
    """
    found = read_strictly(raw)
    if isinstance(found, Refused):
        return found
    if not _is_binary(headers):
        return _of_events(found)
    if not isinstance(found, dict) or "specversion" in found:
        return Refused("not-cloudevents", "headers tell of the event: expected a ticket, and no event, in the body")
    if wrong := not_an_event({name: headers[f"ce-{name}"] for name in _ATTRIBUTES if f"ce-{name}" in headers}):
        return Refused("not-cloudevents", f"in headers ce-…: {wrong}")
    return [found]


def _is_binary(headers: Mapping[str, str]) -> bool:
    is_structured = headers.get("content-type", "").strip().lower().startswith(_STRUCTURED)
    return not is_structured and any(f"ce-{name}" in headers for name in _ATTRIBUTES)


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
    if isinstance(found, dict) and "specversion" not in found:
        return [found]  # in binary mode: else it would not have come past the door
    return _of_events(found)


def _of_events(found: Any) -> Sequence[Any] | Refused:
    events = found if isinstance(found, list) else [found]
    if not events:
        return Refused("not-cloudevents", f"no event in the batch: expected 1 to {LARGEST_BATCH}")
    if len(events) > LARGEST_BATCH:
        return Refused("too-large", f"{len(events)} events in one batch: expected at most {LARGEST_BATCH}")
    for place, event in enumerate(events):
        if wrong := not_an_event(event) or _no_data(event):
            return Refused("not-cloudevents", wrong, (f"/{place}",))
    return [event["data"] for event in events]


def not_an_event(event: Any) -> str | None:
    """Why it is no CloudEvent of ours."""
    if not isinstance(event, dict):
        return f"expected an object, found {type(event).__name__}"
    if missing := [name for name in _ATTRIBUTES if name not in event]:
        return f"{', '.join(missing)} missing: expected a CloudEvent 1.0"
    if event["specversion"] != "1.0":
        return f"specversion {event['specversion']!r}: expected '1.0'"
    if event["type"] != EVENT_TYPE:
        return f"type {event['type']!r}: expected {EVENT_TYPE!r}"
    return None


def _no_data(event: Mapping[str, Any]) -> str | None:
    return None if "data" in event else "data missing: expected a CloudEvent 1.0 in structured mode"
