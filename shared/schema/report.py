"""The paper as JSON, as `report build --format json` gives it. Keys may come beside these, and none is taken away."""

from typing import Any, get_args

from shared.domain.vocabulary import Basis
from shared.papers.statement import SectionId
from shared.schema.shape import DIALECT, Schema

_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
_NUMBER: Schema = {"type": ["number", "null"]}
_EVIDENCE: Schema = {
    "type": "array",
    "items": _TEXT,
    "description": "Ids of the facts without which it would not stand.",
}


def report_schema() -> Schema:
    """The form `report/1`."""
    head = {"$schema": DIALECT, "$id": "urn:secchange:report:1", "title": "report"}
    return head | _object(_PAPER) | {"$defs": {name: _object(part) for name, part in _PARTS.items()}}


def _object(of: dict[str, Schema]) -> Schema:
    """What is described as absent in some cases is not asked for."""
    needed = [name for name, schema in of.items() if not schema.get("description", "").startswith("Where ")]
    return {"type": "object", "properties": of, "required": needed}


def _told(schema: Schema, description: str) -> Schema:
    return schema | {"description": description}


def _each(part: str, description: str) -> Schema:
    return {"type": "array", "items": _a(part), "description": description}


def _a(part: str) -> Schema:
    return {"$ref": f"#/$defs/{part}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_PAPER: dict[str, Schema] = {
    "month": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$", "description": "The month of the paper."},
    "paper_ref": _told(_or_null(_TEXT), "As printed, with `(R1)` where it is restated; null where none was planned."),
    "colophon": _told(_a("Colophon"), "The inputs that, with the facts, make this paper again byte for byte."),
    "issue": _told(_or_null(_a("Issue")), "How it was issued; null for a paper that is only built."),
    "revisions": _each("Line", "Of a restated paper: what is otherwise than before, and what became of forecasts."),
    "glance": _each("Line", "What a reader should see first."),
    "sections": _each("Section", "In the order of the paper."),
    "figures": {
        "type": "object",
        "additionalProperties": _a("Figure"),
        "description": "By name, such as `assessments.pa.open.mean_wd`.",
    },
    "findings": _each("Finding", "What checks found in the facts and in this paper."),
    "diary": _each("Entry", "Meetings, releases and ends of consultations by their days."),
}

_PARTS: dict[str, dict[str, Any]] = {
    "Colophon": {
        "position": {"type": "integer", "minimum": 0, "description": "The log is read up to here, inclusive."},
        "known_at": _told(_or_null(_TEXT | {"format": "date-time"}), "Only what was known then; null: all recorded."),
        "news_from": _told(_DAY, "The first day whose events are new."),
        "news_to": _told(_DAY, "The last one: the day that the paper speaks of."),
        "stats_to": _told(_DAY, "The last day of the statistics."),
        "day_count": _told(_TEXT, "The convention by which days are counted."),
        "day_count_beside": _told(_TEXT, "Where days are counted in two ways, the other convention."),
        "calendar": _told(_TEXT, "The version of the calendar."),
        "rules": _told(_TEXT, "The version of the rules by which facts make lines and figures."),
        "template": _told(_TEXT, "The version of the words and the form."),
    },
    "Issue": {
        "paper_ref": _told(_TEXT, "The reference under which it was issued."),
        "edition": _told(_TEXT, "Empty for the original, else `R1`, `R2` and so on."),
        "checkpoint": _told(_TEXT, "The log's signed checkpoint at the position, as it is."),
        "accepted": _each("Accepted", "What checks found that did not hold it up."),
        "changes": _each("Change", "The figures that are others than in the edition that it restates."),
    },
    "Accepted": {
        "rule": _told(_TEXT, "The rule that found it."),
        "message": _told(_TEXT, "What was found."),
        "reason": _told(_TEXT, "Why the paper was issued all the same."),
    },
    "Change": {
        "figure": _told(_TEXT, "The name of the figure."),
        "before": _told(_TEXT, "As the edition before has it."),
        "after": _told(_TEXT, "As it is now."),
        "kind": {
            "enum": ["R1", "R2", "R3", "C"],
            "description": "Told late, calculated anew, by another rule, corrected.",
        },
        "facts": {"type": "array", "items": _TEXT, "description": "Ids of the facts that made it so."},
    },
    "Section": {
        "id": {"enum": [id for id in get_args(SectionId) if id != "header"], "description": "It stays the same."},
        "title": _told(_TEXT, "As printed, without its number."),
        "lines": _each("SectionLine", "In the order printed."),
    },
    "Line": {
        "text": _told(_TEXT, "Inline Markdown: `**bold**`, and links to proposals by their labels."),
        "evidence": _EVIDENCE,
        "note": _told(_TEXT, "Where a mark is printed with it, what the mark says."),
    },
    "Figure": {
        "value": _told(_NUMBER, "Null where no fact bears on it."),
        "unit": _told(_TEXT, "`WD` for Working Days; empty for a count."),
        "basis": {"enum": list(get_args(Basis)), "description": "How far it rests on dates."},
        "stated": _told(_NUMBER, "What the published paper states for it; null where it states nothing."),
        "rule": _told(_TEXT, "In a sentence how it comes about."),
        "evidence": _EVIDENCE,
    },
    "Finding": {
        "rule": _told(_TEXT, "The rule that found it."),
        "message": _told(_TEXT, "What was found."),
        "where": _each("Place", "The lines that it is about."),
        "mend": _told(_TEXT, "How to mend it; empty where that is not known."),
        "subjects": {"type": "array", "items": _TEXT, "description": "The streams that it is about."},
        "accepted": _told(_or_null(_TEXT), "Why the paper was issued all the same; null where nobody was asked."),
    },
    "Place": {
        "line": {"type": "integer", "minimum": 1, "description": "In the Markdown form."},
        "where": _told(_TEXT, "The headings above it."),
    },
    "Entry": {
        "id": _told(_TEXT, "The same in every paper."),
        "kind": {"enum": ["meeting", "release", "consultation"], "description": "What takes place."},
        "on": _told(_DAY, "On which day."),
        "title": _told(_TEXT, "What it is called."),
        "lines": {"type": "array", "items": _TEXT, "description": "The agenda, or what the release holds."},
        "cancelled": {"type": "boolean", "description": "It will not take place."},
        "evidence": _EVIDENCE,
    },
}
_PARTS["SectionLine"] = _PARTS["Line"] | {
    "under": {"type": "array", "items": _TEXT, "description": "The headings within the section above it."},
    "table": _told(_TEXT, "Where it is a row of a table, the table's caption."),
    "chart": _told(_TEXT, "Where it belongs to a chart, the chart's id."),
    "subtitle": _told(_TEXT, "Where it heads a chart, what is drawn."),
    "value": {"type": "integer", "description": "Where it is drawn in a chart, its value."},
    "cells": {
        "type": "object",
        "additionalProperties": _TEXT,
        "description": "Where it is a row of a table or of a chart, its cells by column.",
    },
}
