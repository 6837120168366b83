"""From what an adapter hands over, field by field, to a ticket revision; or why it is none."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from shared.domain.entry import EARLIEST
from shared.domain.london import LONDON
from shared.domain.reasons import first_reason
from shared.domain.ticket import TicketRevision
from shared.feed.reasons import Ignored, ReasonCode, Refused
from shared.feed.references import label_in

CLOCKS_DIFFER_BY = timedelta(minutes=10)

_TYPES: Mapping[str, str] = {
    "PA": "PA",
    "PRELIMINARY ASSESSMENT": "PA",
    "IA": "IA",
    "IMPACT ASSESSMENT": "IA",
    "FULL IMPACT ASSESSMENT": "IA",
}
_CODE_OF: Mapping[str, ReasonCode] = {
    "source": "unknown-source",
    "state": "state-unmapped",
    "assessment_type": "type-unknown",
    "target_wd": "target-out-of-range",
    "target_wd_original": "target-out-of-range",
    "target_revisions": "target-out-of-range",
}
_DROPPED = frozenset({"assigned_to", "assignee", "work_notes", "comments", "email", "opened_by", "caller_id"})
"""About people: never stored beside the ticket."""


@dataclass(frozen=True, slots=True)
class Words:
    """How one source calls things: what people have mapped, over what is delivered."""

    states: Mapping[str, str] = field(default_factory=dict)
    assessment_types: Mapping[str, str] = field(default_factory=dict)
    hold_reasons: Mapping[str, str] = field(default_factory=dict)


NO_WORDS = Words()


def take(raw: Any, *, now: datetime, words: Words = NO_WORDS) -> TicketRevision | Refused | Ignored:
    """The revision, in canonical form. Nothing is guessed: a word without a meaning is refused."""
    if not isinstance(raw, dict):
        return Refused("schema-invalid", f"expected an object, found {type(raw).__name__}", ("/",))
    named = _settled(raw, words)
    if not isinstance(named, dict):
        return named
    try:
        revision = _READER.validate_json(json.dumps(named))
    except ValidationError as error:
        return _refused(error)
    if revision.updated_at > now + CLOCKS_DIFFER_BY:
        moment = revision.updated_at.isoformat()
        return Refused("clock-skew", f"it was changed at {moment}, which is yet to come", ("/updated_at",))
    return _out_of_time(revision, now.astimezone(LONDON).date()) or revision


def _out_of_time(revision: TicketRevision, today: date) -> Refused | None:
    """A day that is told as if it had been, and is yet to come; or one before there was a Code."""
    for pointer, day in _days(revision):
        if day is not None and not EARLIEST <= day <= today:
            message = f"{pointer.strip('/')} {day}: expected {EARLIEST} to {today}"
            return Refused("date-impossible", message, (pointer,))
    return None


def _days(revision: TicketRevision) -> Iterator[tuple[str, date | None]]:
    for name in ("requested_on", "accepted_on", "returned_on", "closed_on"):
        yield f"/{name}", getattr(revision, name)
    for place, hold in enumerate(revision.holds):
        yield f"/holds/{place}/from", hold.from_
        yield f"/holds/{place}/to", hold.to
    for place, change in enumerate(revision.target_revisions):
        yield f"/target_revisions/{place}/on", change.on


_READER: TypeAdapter[TicketRevision] = TypeAdapter(TicketRevision)


def in_our_words(told: Mapping[str, Any] | Refused, words: Words) -> dict[str, Any] | Refused | Ignored:
    """A row of a sheet as far as it says of which modification and of which kind of assessment it is."""
    if isinstance(told, Refused):
        return told
    named = _settled(told, words)
    if isinstance(named, dict) and named["assessment_type"] not in ("PA", "IA"):
        message = f"{named['assessment_type']!r} is no kind of assessment: expected PA or IA"
        return Refused("type-unknown", message, ("/assessment_type",))
    return named


def _settled(raw: Mapping[str, Any], words: Words) -> dict[str, Any] | Refused | Ignored:
    """What it tells, without what is about people, in our words."""
    told = {name: value for name, value in raw.items() if name not in _DROPPED and value is not None}
    if not told.get("modification_ref") or not told.get("assessment_type"):
        return Ignored("no modification" if not told.get("modification_ref") else "no assessment type")
    named = _with_reference(told)
    return named if isinstance(named, Refused) else _in_our_words(named, words)


def _with_reference(told: dict[str, Any]) -> dict[str, Any] | Refused:
    original = str(told["modification_ref"])
    label = label_in(original)
    if isinstance(label, Refused):
        return label
    kept = {} if label == original else {"modification_ref_original": original[:200]}
    return told | {"modification_ref": label} | kept


def _in_our_words(told: dict[str, Any], words: Words) -> dict[str, Any]:
    kind = str(told["assessment_type"]).strip()
    changed = {"assessment_type": words.assessment_types.get(kind) or _TYPES.get(kind.upper(), kind)}
    if (state := told.get("state")) is not None:
        changed["state"] = words.states.get(str(state), state)
    if (reason := told.get("hold_reason")) is not None:
        changed["hold_reason"] = words.hold_reasons.get(str(reason), reason)
    return told | changed


def _refused(error: ValidationError) -> Refused:
    faults = error.errors(include_url=False)
    places = [[str(part) for part in fault["loc"]] for fault in faults]
    pointers = tuple(dict.fromkeys("/" + "/".join(place) for place in places))
    code = _CODE_OF.get(places[0][0] if places[0] else "", "schema-invalid")
    is_day_of_target = places[0][:1] == ["target_revisions"] and places[0][-1] not in ("from_wd", "to_wd")
    if faults[0]["type"] in ("missing", "extra_forbidden") or is_day_of_target:
        code = "schema-invalid"
    return Refused(code, first_reason(error), pointers)
