"""PURE. What a PDF carries with it: of every line and figure of the paper its facts, as data, each with a hash.

A hash is SHA-256 over the JSON of the rest of the entry, its keys in order, without spaces.
"""

from hashlib import sha256
from json import dumps
from typing import Any

from services.reporter.render.colophon import colophon
from services.reporter.render.json import as_json
from services.reporter.report import Figure, Input, Report

JsonObject = dict[str, Any]


def evidence(report: Report) -> JsonObject:
    """`report_sha256`: of the paper as JSON, byte for byte as `--format json` gives it."""
    from services.reporter.render.json import json

    given = as_json(report)
    lines = [_hashed({"section": section["id"], **line}) for section in given["sections"] for line in section["lines"]]
    figures = {name: _hashed(_figure(figure)) for name, figure in report.figures.items()}
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
