"""PURE. The declared rights: of each role to each table, beside those of the owner, who has all that triggers let."""

from collections.abc import Mapping
from typing import Literal

Role = Literal["service", "auditor"]
Privilege = Literal["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"]

PRIVILEGES: tuple[Privilege, ...] = (
    *("SELECT", "INSERT", "UPDATE", "DELETE"),
    *("TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"),
)
MAINTAIN_SINCE = 170_000
"""The version of PostgreSQL from which there is MAINTAIN."""

_NONE: frozenset[Privilege] = frozenset()
_READ: frozenset[Privilege] = frozenset({"SELECT"})
_ADD: frozenset[Privilege] = _READ | {"INSERT"}
_TAKE_AWAY: frozenset[Privilege] = _ADD | {"DELETE"}
_SET: frozenset[Privilege] = _ADD | {"UPDATE"}

KEPT = ("eventlog.facts", "trail.log", "trail.runs", "trail.tiles", "issued.papers")
"""What is never changed or removed. Whoever can, is no role for a service."""

MATRIX: Mapping[str, Mapping[Role, frozenset[Privilege]]] = {
    "eventlog.facts": {"service": _ADD, "auditor": _READ},
    "eventlog.relay_progress": {"service": _SET | _TAKE_AWAY, "auditor": _NONE},
    "trail.log": {"service": _READ, "auditor": _READ},
    "trail.runs": {"service": _ADD, "auditor": _READ},
    "trail.tiles": {"service": _ADD, "auditor": _READ},
    "issued.papers": {"service": _ADD, "auditor": _READ},
    "commands.asked": {"service": _ADD, "auditor": _NONE},
    "commands.answered": {"service": _ADD, "auditor": _NONE},
    "feed.deliveries": {"service": _ADD, "auditor": _READ},
    "feed.waiting": {"service": _TAKE_AWAY, "auditor": _NONE},
    "feed.watermarks": {"service": _SET, "auditor": _NONE},
    "feed.polls": {"service": _SET, "auditor": _NONE},
    "feed.turned_away": {"service": _SET, "auditor": _NONE},
}
"""By `schema.table`. The schema `projected` is the service's own: its rows can be made again from the log."""

SCHEMAS = tuple(sorted({table.partition(".")[0] for table in MATRIX}))
ROWS = "projected"
