"""Lines of facts as people write them."""

import io
import json
from datetime import UTC, datetime
from typing import Any

from services.ingest.import_facts import FactsImported, Refused, import_facts
from shared.eventlog.log import EventLog

NOW = datetime(2020, 8, 1, 9, tzinfo=UTC)
"""When the tests import: after the papers of June and July 2020."""

RETURNED: dict[str, Any] = {
    "type": "AssessmentReturned",
    "version": 1,
    "ref": "MP122",
    "kind": "PA",
    "n": 1,
    "occurred_on": "2020-05-28",
    "known_at": "2020-06-12T00:00:00+01:00",
    "source": {"kind": "paper", "ref": "SECP_81_1906_12", "locator": "3. Refine / Assessments completed, MP122"},
    "actor": {"body": "DCC", "person": None},
    "data": {"target_wd": 15, "duration_wd_stated": 10},
}
"""The example of the interface."""


def line(**changes: Any) -> bytes:
    """The example with some fields changed, as a line without its end."""
    return json.dumps(RETURNED | changes).encode()


def about(fact: str, ref: str = "122", **data: Any) -> bytes:
    """A fact about a fact, on a day in July."""
    kept = {name: RETURNED[name] for name in ("version", "known_at", "source")}
    return json.dumps(kept | {"type": fact, "ref": ref, "occurred_by": "2020-06-01", "data": data}).encode()


def imported(log: EventLog, *lines: bytes, end: bytes = b"\n") -> tuple[FactsImported, list[Refused]]:
    """What became of the lines."""
    refused: list[Refused] = []
    return import_facts(io.BytesIO(b"\n".join(lines) + end), log, refused.append, now=NOW), refused
