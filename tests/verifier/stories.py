"""Two small logs and their bundles: a paper with tickets behind it, and a modification."""

import json
from hashlib import sha256
from random import Random
from typing import Any

from tests.verifier import naive
from tests.verifier.made import OURS, Made, earlier, fact_of, pretty
from tests.verifier.naive import Row

TICKET = "ticket/urn:dcc:itsm:prod/4f3a"
RAW = b'{"number": "INC0012345", "state": "in progress"}'
THROWN_AWAY = b'{"number": "INC0012345", "state": "new"}'
INPUTS = {
    "position": 41,
    "known_at": "2020-06-12T00:00:00Z",
    "news_from": "2020-05-16",
    "news_to": "2020-06-12",
    "stats_to": "2020-05-31",
    "day_count": "weekdays_both_ends",
    "calendar": "england_and_wales/1",
    "rules": "rules/1",
    "template": "paper/1",
}


class Told:
    """A log as it grows: each fact with the next version of its stream, and gaps in the positions."""

    def __init__(self, seed: int) -> None:
        self.rows: list[Row] = []
        self._random = Random(seed)

    def tell(self, stream: str, topic: str, fact: dict[str, Any], causation_id: str | None = None) -> str:
        before = self.rows[-1] if self.rows else None
        version = 1 + sum(1 for row in self.rows if row.stream == stream)
        entry = {"type": topic, "version": 1, "data": fact} | ({"causation_id": causation_id} if causation_id else {})
        known = self._random.randrange(1_500_000_000_000_000, 1_600_000_000_000_000)
        row = Row(
            position=(before.position if before else 0) + self._random.choice((1, 1, 1, 2, 5)),
            stream=stream,
            version=version,
            topic=f"{topic}/1",
            known_at_us=known,
            latest_known_at_us=max(known, before.latest_known_at_us if before else known),
            recorded_at_us=1_600_000_000_000_000 + len(self.rows),
            identity=self._random.choice((None, self._random.randbytes(32))),
            state=json.dumps(entry, ensure_ascii=False).encode(),
        )
        self.rows.append(row)
        return row.id

    def bundled(self, ids: set[str]) -> list[dict[str, Any]]:
        leaves = [naive.data(row) for row in self.rows]
        return [fact_of(row, index, leaves) for index, row in enumerate(self.rows) if row.id in ids]


def facts_of_modifications(told: Told, count: int) -> list[str]:
    return [
        told.tell(str(101 + number % 7), "ProposalNamed", {"label": f"MP{number}", "title": "Zähler – “smart”"})
        for number in range(count)
    ]


def paper(
    *,
    printed: dict[str, Any] | None = None,
    forged_print: str | None = None,
    altered: int | None = None,
    later: int = 0,
    more: str | None = None,
) -> Made:
    """Always the same, but for what is asked: a colophon `printed` that is not the inputs of the fact, or a checkpoint
    that is not its own; the fact `altered` by its place; so many facts that come `later`; the id of a fact `more` in
    the bundle."""
    told = Told(1)
    ids = facts_of_modifications(told, 30)
    if altered is not None:
        told.rows[altered] = told.rows[altered]._replace(state=b'{"data":{}}')
    observed = {"ticket": {"revision": 1}, "door": "webhook", "raw_sha256": sha256(THROWN_AWAY).hexdigest()}
    told.tell(TICKET, "DccTicketRevisionObserved", observed)
    cause = told.tell(TICKET, "DccTicketRevisionObserved", observed | {"raw_sha256": sha256(RAW).hexdigest()})
    returned = told.tell("106", "AssessmentReturned", {"outcome": "done"}, cause)
    size = len(told.rows)
    colophon = {**INPUTS, "known_at": "2020-06-12T00:00:00+00:00"} | (printed or {})
    glance = [line("Nothing rests on this line.", [])]
    sections = {
        "assessments": [line("MP106 – returned.", [returned])],
        "refine": [line(f"Line of {id}", [id]) for id in ids[3:9]],
    }
    figures = {"assessments.pa.open": figure(3, ids[10:13]), "assessments.pa.open.mean_wd": figure(78.5, ids[12:14])}
    document = {
        "month": "2020-06",
        "paper_ref": "SECP_81_1906_12",
        "colophon": colophon,
        "issue": {"checkpoint": forged_print or OURS.checkpoint(told.rows[:size])},
        "glance": glance,
        "sections": [{"id": of, "title": of, "lines": ones} for of, ones in sections.items()],
        "figures": figures,
        "findings": [],
    }
    formats = {"json": pretty(document), "md": "# Change Status Report – June\n".encode(), "pdf": bytes(range(256)) * 9}
    built = told.tell("paper/2020-06", "ReportBuilt", {"paper_ref": "SECP_81_1906_12"})
    issued = {
        "paper_ref": "SECP_81_1906_12",
        "inputs": INPUTS,
        "checkpoint": OURS.checkpoint(told.rows[:size]),
        "formats": [
            {"format": name, "sha256": sha256(raw).hexdigest(), "size_bytes": len(raw)} for name, raw in formats.items()
        ],
        "built": built,
    }
    issue = told.tell("paper/2020-06", "ReportIssued", issued)
    facts_of_modifications(told, 9 + later)
    evidence = {*ids[3:9], *ids[10:14], returned, cause}
    lines = [{"section": "glance", **one} for one in glance]
    lines += [{"section": of, **one} for of, ones in sections.items() for one in ones]
    return Made(
        about={"kind": "paper", "month": "2020-06", "edition": "", "fact": issue},
        checkpoint=OURS.checkpoint(told.rows),
        facts=told.bundled({*evidence, built, issue, *([more] if more else [])}),
        earlier=[earlier(told.rows, size), earlier(told.rows, 16), earlier(told.rows, len(told.rows))],
        rows=told.rows,
        paper={f"paper/paper.{name}": raw for name, raw in formats.items()},
        lines={"lines": lines, "figures": figures},
        tickets={sha256(RAW).hexdigest(): RAW},
    )


def modification() -> Made:
    told = Told(2)
    facts_of_modifications(told, 20)
    for raw in (THROWN_AWAY, RAW):
        observed = {"ticket": {}, "door": "poll", "raw_sha256": sha256(raw).hexdigest()}
        told.tell("106", "AssessmentReturned", {}, told.tell(TICKET, "DccTicketRevisionObserved", observed))
    told.tell("meeting/panel/2020-06-19", "MeetingHeld", {})
    facts_of_modifications(told, 11)
    streams = ("106", TICKET, "meeting/panel/2020-06-19")
    counts = {stream: sum(1 for row in told.rows if row.stream == stream) for stream in streams}
    return Made(
        about={"kind": "modification", "stream": "106", "streams": counts},
        checkpoint=OURS.checkpoint(told.rows),
        facts=told.bundled({row.id for row in told.rows if row.stream in streams}),
        earlier=[earlier(told.rows, 7)],
        tickets={sha256(RAW).hexdigest(): RAW},
        absent={sha256(THROWN_AWAY).hexdigest(): "the key of 2020-05 was thrown away"},
    )


def line(text: str, evidence: list[str]) -> dict[str, Any]:
    return {"text": text, "evidence": evidence}


def figure(value: float, evidence: list[str]) -> dict[str, Any]:
    return {"value": value, "evidence": evidence}
