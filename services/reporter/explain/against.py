"""PURE. What is explained beside what was issued in its place."""

from dataclasses import dataclass, replace
from typing import TypeVar

from services.reporter.explain.places import places
from services.reporter.explain.sentence import value
from services.reporter.explain.values import Explanation, Issued, LineExplanation
from services.reporter.report import Report

E = TypeVar("E", Explanation, LineExplanation)


@dataclass(frozen=True, slots=True)
class Before:
    """A paper as it was issued: made again by its own inputs, which its cut tells."""

    paper_ref: str
    edition: str
    report: Report


def against(told: E, before: Before | None) -> E:
    """With what was issued in its place, and the facts that came since."""
    if before is None:
        return told
    position = before.report.cut.position
    since = tuple(fact for fact in told.evidence if fact.told and (fact.told.position or 0) > position)
    return replace(told, issued=Issued(before.paper_ref, before.edition, position, _said(told, before.report), since))


def _said(told: Explanation | LineExplanation, report: Report) -> str | None:
    if isinstance(told, Explanation):
        figure = report.figures.get(told.figure.name)
        return value(figure) if figure else None
    return next((place.text for place in places(report) if place.name == told.place.name), None)
