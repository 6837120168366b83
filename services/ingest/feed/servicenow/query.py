"""PURE. What a Table API is asked for, as encoded queries.

Pages are told apart by the last row that was seen and never by how many rows there were: offsets lose and repeat rows
when others change meanwhile. Moments are UTC: the user that polls must have GMT as its time zone.
"""

from collections.abc import Sequence
from datetime import datetime

from services.ingest.feed.servicenow.row import Place, as_told

_BY_CHANGE = "ORDERBYsys_updated_on^ORDERBYsys_id"
_BY_ID = "ORDERBYsys_id"
_OR_ELSE = "^NQ"
"""Begins a query of its own, whose rows are added."""


def changed_since(moment: datetime | None, filter: str) -> str:
    """What was changed at that moment or later, in the order of changes; everything where there is none."""
    return _and(f"sys_updated_on>={as_told(moment)}" if moment else "", filter, _BY_CHANGE)


def changed_after(place: Place, filter: str) -> str:
    """What stands behind that place in the order of changes."""
    later = _and(f"sys_updated_on>{place.changed}", filter)
    same_second = _and(f"sys_updated_on={place.changed}", f"sys_id>{place.sys_id}", filter, _BY_CHANGE)
    return later + _OR_ELSE + same_second


def all_of(open_filter: str, closed_column: str, closed_since: datetime, filter: str, after: str = "") -> str:
    """What is open, or was closed since that moment, in the order of ids, behind the id `after`."""
    behind = f"sys_id>{after}" if after else ""
    open_ = _and(open_filter, behind, filter)
    closed = _and(f"{closed_column}>={as_told(closed_since)}", behind, filter, _BY_ID)
    return open_ + _OR_ELSE + closed


def named(ids: Sequence[str]) -> str:
    """These rows, whatever has become of them."""
    return _and(f"sys_idIN{','.join(ids)}", _BY_ID)


def _and(*parts: str) -> str:
    return "^".join(part for part in parts if part)
