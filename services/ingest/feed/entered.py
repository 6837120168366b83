"""PURE. What somebody typed of a ticket, as it lies in the inbox; and the ticket that it is about.

Whoever types has no ids at hand: where the ticket and its revision are not named, they are found as for the row of a
sheet.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.ingest.feed.dropped import dropped
from shared.domain.entry import Actor
from shared.feed.placing import Known
from shared.feed.reasons import Ignored, Refused
from shared.feed.sheet import SheetRow
from shared.feed.take import Words
from shared.process.command import Giver
from shared.process.policy import BODY_OF

_DAYS = ("requested_on", "accepted_on", "returned_on", "closed_on")


def written(fields: Mapping[str, Any], giver: Giver) -> bytes:
    """The same bytes for the same words of the same person."""
    by = {"person": giver.person, "role": giver.role, "body": BODY_OF[giver.role]}
    return json.dumps({"entered_by": by, "ticket": dict(fields)}, sort_keys=True, ensure_ascii=False).encode()


def who(entered: Any) -> Actor | None:
    """Who typed it; None where it tells nobody."""
    by = entered.get("entered_by") if isinstance(entered, Mapping) else None
    if not isinstance(by, Mapping):
        return None
    return Actor(body=str(by.get("body", "SECAS")), person=str(by.get("person")))


def ticket_told(
    entered: Any, source: str, words: Words, known: Known, at: datetime
) -> Mapping[str, Any] | Refused | Ignored:
    """For `take`."""
    fields = entered.get("ticket") if isinstance(entered, Mapping) else None
    if not isinstance(fields, Mapping):
        return Refused("schema-invalid", "expected what was entered, and by whom", ("/ticket",))
    for name in _DAYS:
        if not isinstance(fields.get(name, ""), str):
            return Refused("schema-invalid", f"{fields[name]!r} is no day: expected such as 2020-04-03", (f"/{name}",))
    [row] = dropped([SheetRow(0, fields, {})], source, words, known, at)
    return row.told
