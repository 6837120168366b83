"""PURE. An explanation as JSON for programs: the same content as the text, days as runs. Its keys are always there."""

from typing import Any

from services.reporter.explain.strip import runs
from services.reporter.explain.values import Alike, Evidence, Explanation, Issued, LineExplanation, Rule
from services.reporter.render.colophon import colophon
from services.reporter.report import Input

JsonObject = dict[str, Any]


def explanation_json(explained: Explanation) -> JsonObject:
    figure = explained.figure
    return {
        "figure": figure.name,
        "sentence": explained.sentence,
        "value": figure.value,
        "unit": figure.unit,
        "basis": figure.basis,
        **_rule(explained.rule),
        "stated": figure.stated,
        "inputs": [_input(given) for given in figure.inputs],
        **_common(explained),
    }


def lines_json(explained: tuple[LineExplanation, ...]) -> list[JsonObject]:
    return [line_json(each) for each in explained]


def line_json(explained: LineExplanation) -> JsonObject:
    place = explained.place
    return {
        "line": place.name,
        "sentence": explained.sentence,
        "section": place.section,
        "under": place.under,
        "text": place.text,
        "mark": place.note,
        **_rule(explained.rule),
        **_common(explained),
    }


def _rule(rule: Rule) -> JsonObject:
    return {"rule": rule.text, "rule_id": rule.id, "rule_version": rule.version}


def _common(explained: Explanation | LineExplanation) -> JsonObject:
    return {
        "facts": [fact_json(fact) for fact in explained.evidence],
        "alike": [_alike(alike) for alike in explained.alike],
        "cut": colophon(explained.cut),
        "days_from": [fact_json(fact) for fact in explained.days_from],
        "findings": [{"rule": finding.rule, "message": finding.message} for finding in explained.findings],
        "examined": explained.examined and explained.examined._asdict(),
        "issued": _issued(explained.issued) if explained.issued else None,
    }


def fact_json(fact: Evidence) -> JsonObject:
    """What is not known of a fact is null."""
    told = fact.told
    return {
        "id": fact.id,
        "position": told and told.position,
        "known_at": told and told.known_at,
        "day": told and told.day,
        "what": told and told.what,
        "source": told and told.source,
        "part": fact.part,
        "without": fact.without,
    }


def _alike(alike: Alike) -> JsonObject:
    return {"facts": [fact_json(fact) for fact in alike.facts], "without": alike.without}


def _issued(issued: Issued) -> JsonObject:
    return {
        "paper_ref": issued.paper_ref,
        "edition": issued.edition,
        "position": issued.position,
        "said": issued.said,
        "since": [fact_json(fact) for fact in issued.since],
    }


def _input(given: Input) -> JsonObject:
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
