"""PURE. What a PDF carries with it: of every line and figure of the paper its facts, as data, each with a hash.

`evidence` has those that the report tells of; `evidence_of_needs`, since the template `paper/2`, exactly those that are
needed, as far as that was looked into. A hash is SHA-256 over the JSON of the rest of the entry, its keys in order,
without spaces.
"""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from services.reporter.explain.places import Place, places
from services.reporter.render.colophon import colophon
from services.reporter.render.json import as_json
from services.reporter.report import Figure, Input, Report

JsonObject = dict[str, Any]


def evidence(report: Report) -> JsonObject:
    """`report_sha256`: of the paper as JSON, byte for byte as `--format json` gives it."""
    given = as_json(report)
    lines = [_hashed({"section": section["id"], **line}) for section in given["sections"] for line in section["lines"]]
    return _whole(report, lines, {name: _hashed(_figure(figure)) for name, figure in report.figures.items()})


def evidence_of_needs(report: Report) -> JsonObject:
    """Each line by the name that `report explain` takes. `exact`: neither more nor less than it needs."""
    needs = report.needs() if report.needs else None
    lines, figures = (needs.lines, needs.figures) if needs else ({}, {})
    return _whole(
        report,
        [_hashed(_line(place) | _needed(place.name, place.evidence, lines)) for place in places(report)],
        {
            name: _hashed(_figure(figure) | _needed(name, figure.evidence, figures))
            for name, figure in report.figures.items()
        },
    )


def _line(place: Place) -> JsonObject:
    note = {"note": place.note} if place.note else {}
    return {"line": place.name, "section": place.section, "under": place.under, "text": place.text, **note}


def _needed(name: str, told: tuple[str, ...], needs: Mapping[str, tuple[str, ...]]) -> JsonObject:
    """What was not looked into has the facts that the report tells of."""
    return {"evidence": list(needs.get(name, told)), "exact": name in needs}


def _whole(report: Report, lines: list[JsonObject], figures: JsonObject) -> JsonObject:
    from services.reporter.render.json import json

    given = as_json(report)
    return {
        "month": str(report.cut.month),
        "paper_ref": given["paper_ref"],
        "inputs": colophon(report.cut),
        "issue": given["issue"],
        "report_sha256": sha256(json(report).encode()).hexdigest(),
        "lines": lines,
        "figures": figures,
    }


def _figure(figure: Figure) -> JsonObject:
    return {
        "value": figure.value,
        "unit": figure.unit,
        "basis": figure.basis,
        "rule": figure.rule,
        "evidence": list(figure.evidence),
        "inputs": [_input(given) for given in figure.inputs],
    }


def _input(given: Input) -> JsonObject:
    return {
        "what": given.what,
        "value": given.value,
        "evidence": list(given.evidence),
        "left_out": given.left_out,
    }


def _hashed(entry: JsonObject) -> JsonObject:
    return entry | {"sha256": hash_of(entry)}


def hash_of(entry: JsonObject) -> str:
    text = dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
