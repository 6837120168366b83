"""PURE. An explanation as JSON for programs: the same content as the text, days as runs."""

from typing import Any

from services.reporter.explain.explanation import Explanation, Told
from services.reporter.explain.strip import runs
from services.reporter.report import Input


def explanation_json(explained: Explanation) -> dict[str, Any]:
    figure = explained.figure
    return {
        "figure": figure.name,
        "sentence": explained.sentence,
        "value": figure.value,
        "unit": figure.unit,
        "basis": figure.basis,
        "rule": figure.rule,
        "stated": figure.stated,
        "inputs": [_input(given) for given in figure.inputs],
        "facts": [fact_json(fact.id, fact.told) for fact in explained.evidence],
        "findings": [{"rule": finding.rule, "message": finding.message} for finding in explained.findings],
    }


def fact_json(id: str, told: Told | None) -> dict[str, str]:
    """A fact by its id, with `day`, `what` and `source` where they are known."""
    return {"id": id, **(told._asdict() if told else {})}


def _input(given: Input) -> dict[str, Any]:
    return {
        "what": given.what,
        "value": given.value,
        "left_out": given.left_out,
        "evidence": list(given.evidence),
        "days": [
            {
                "first": run.first.isoformat(),
                "last": run.last.isoformat(),
                "days": run.days,
                "counted": run.counted,
                "why": run.why,
            }
            for run in runs(given.days)
        ],
    }
