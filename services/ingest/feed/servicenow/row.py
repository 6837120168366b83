"""PURE. A row of a Table API, as the fields of a ticket.

Only the raw `value` counts: what is displayed is in the zone and the language of the reader, and choices are renamed.
Raw moments are UTC without a zone. Nothing is guessed: what is not of its type is handed on as it is, and refused.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from shared.domain.london import LONDON
from shared.feed.reasons import Refused
from shared.feed.strict import read_strictly

DEFAULT_FIELDS: Mapping[str, str] = {
    "sys_id": "ticket_id",
    "number": "ticket_number",
    "sys_mod_count": "revision",
    "sys_created_on": "created_at",
    "sys_updated_on": "updated_at",
    "u_modification": "modification_ref",
    "u_dcc_cr": "dcc_cr_ref",
    "u_assessment_type": "assessment_type",
    "u_assessment_no": "assessment_no",
    "u_urgency": "urgency",
    "state": "state",
    "on_hold": "on_hold",
    "hold_reason": "hold_reason",
    "u_stops_clock": "stops_clock",
    "u_requested_on": "requested_on",
    "u_accepted_on": "accepted_on",
    "u_returned_on": "returned_on",
    "u_closed_on": "closed_on",
    "u_holds": "holds",
    "u_target_wd_original": "target_wd_original",
    "u_target_wd": "target_wd",
    "u_target_revisions": "target_revisions",
    "u_dcc_reported_wd": "dcc_reported_wd",
    "u_correction_of": "correction_of",
    "u_correction_reason": "correction_reason",
}
"""The source's names to ours, where the source is not configured otherwise. Those beginning with `u_` are assumed:
custom columns are named by whoever adds them. `on_hold`, and what begins with `correction_`, are put together below."""

_INSTANTS = frozenset({"created_at", "updated_at"})
_DAYS = frozenset({"requested_on", "accepted_on", "returned_on", "closed_on"})
_NUMBERS = frozenset(
    {"revision", "assessment_no", "target_wd_original", "target_wd", "dcc_reported_wd", "correction_of"}
)
_OF_A_HOLD = frozenset({"on_hold", "hold_reason", "stops_clock"})
_YES_OR_NO = frozenset({"on_hold", "stops_clock"})
_LISTS = frozenset({"holds", "target_revisions"})
"""Told as JSON in a text column."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_SYS_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_WORDS_FOR_YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}


class Place(NamedTuple):
    """Where a row stands in the order of changes: its `sys_updated_on`, as told, and its `sys_id`."""

    changed: str
    sys_id: str

    @property
    def changed_at(self) -> datetime:
        return datetime.strptime(self.changed, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)


class Row(NamedTuple):
    """A row as it came. `place` is None where it tells none; `delivery_id` is the same for the same content."""

    raw: bytes
    place: Place | None
    delivery_id: str


def as_told(moment: datetime) -> str:
    """The moment as a Table API writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def columns(fields: Mapping[str, str]) -> Mapping[str, str]:
    """Our names, each with the column that tells it: as delivered, but for `fields` (the source's names to ours)."""
    return {ours: column for told in (DEFAULT_FIELDS, fields) for column, ours in told.items()}


def row_of(raw: bytes) -> Row:
    """The row with its place and its name as a delivery: `sys_id`, `sys_mod_count`, and the hash of its raw values.

    So a silent edit is another delivery, and a row whose choices were only renamed is the same.
    """
    found = read_strictly(raw)
    if isinstance(found, Refused) or not isinstance(found, dict):
        return Row(raw, None, f"unread:{sha256(raw).hexdigest()}")
    values = {column: value_of(cell) for column, cell in found.items()}
    digest = sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    sys_id, count = (str(values.get(column))[:64] for column in ("sys_id", "sys_mod_count"))
    return Row(raw, _place_of(values), f"{sys_id}:{count}:{digest}")


def ticket_of(row: Any, source: str, fields: Mapping[str, str]) -> Any:
    """The fields of the ticket, for `shared.feed.take`; what is no row is handed on as it is."""
    if not isinstance(row, dict):
        return row
    told: dict[str, Any] = {}
    for ours, column in columns(fields).items():
        if (value := value_of(row.get(column))) not in (None, ""):
            told[ours] = _read(ours, value)
    return {"source": source} | _corrected(_held(_numbered(told)))


def value_of(cell: Any) -> Any:
    """The raw value, however much the source was asked to display beside it."""
    return cell.get("value") if isinstance(cell, dict) else cell


def _place_of(values: Mapping[str, Any]) -> Place | None:
    changed, sys_id = values.get("sys_updated_on"), values.get("sys_id")
    if not (_is_moment(changed) and isinstance(sys_id, str) and _SYS_ID.fullmatch(sys_id)):
        return None
    return Place(str(changed), sys_id)


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        return Place(value, "").changed_at.year > 0
    except ValueError:
        return False


def _read(ours: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if ours in _INSTANTS and _is_moment(value):
        return Place(value, "").changed_at.isoformat()
    if ours in _DAYS and _is_moment(value):
        # A column with a time of day tells an instant: the day is that of London.
        return Place(value, "").changed_at.astimezone(LONDON).date().isoformat()
    if ours in _NUMBERS and re.fullmatch(r"[0-9]{1,18}", value):
        return int(value)
    if ours in _YES_OR_NO:
        return _WORDS_FOR_YES_OR_NO.get(value, value)
    if ours in _LISTS:
        listed = read_strictly(value.encode())
        return value if isinstance(listed, Refused) else listed
    return value


def _numbered(told: dict[str, Any]) -> dict[str, Any]:
    """A source that counts no revisions has them made from the time of the change."""
    if "revision" in told or not isinstance(told.get("updated_at"), str):
        return told
    try:
        moment = datetime.fromisoformat(told["updated_at"])
    except ValueError:
        return told
    return told | {"revision": int(moment.timestamp()) * 1_000_000, "revision_inferred": True}


def _held(told: dict[str, Any]) -> dict[str, Any]:
    """`on_hold` is a state of its own here; a reason that stayed behind after the hold says nothing."""
    match told.get("on_hold"):
        case True:
            return {name: value for name, value in told.items() if name != "on_hold"} | {"state": "on_hold"}
        case False:
            return {name: value for name, value in told.items() if name not in _OF_A_HOLD}
        case _:
            return told


def _corrected(told: dict[str, Any]) -> dict[str, Any]:
    of, reason = told.pop("correction_of", None), told.pop("correction_reason", None)
    if of is None and reason is None:
        return told
    return told | {"correction": {"of_revision": of, "reason": reason}}
