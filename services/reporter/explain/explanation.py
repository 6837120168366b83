"""PURE. An explanation gathered: from the report, and from what was found to bear on a figure or a line of it."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from services.reporter.explain.bearing import Bearing, Borne
from services.reporter.explain.instead import instead
from services.reporter.explain.places import Place, places
from services.reporter.explain.rules import rule_of_figure, rule_of_line
from services.reporter.explain.sentence import line_sentence, sentence
from services.reporter.explain.values import (
    Alike,
    Evidence,
    Explanation,
    LineExplanation,
    Part,
    TellingOf,
    Told,
    UnknownFigure,
)
from services.reporter.report import Figure, Input, Report
from shared.papers.finding import Finding

__all__ = ["Told", "UnknownFigure", "explain", "explain_line"]

T = TypeVar("T")
OF_THE_WHOLE = frozenset({"paper-not-planned", "nothing-recorded"})
"""Rules whose findings are to be told with whatever is asked of the paper."""


def explain(
    report: Report,
    name: str,
    telling_of: TellingOf = lambda id: None,
    found: Borne[Figure] | None = None,
    days_from: tuple[str, ...] = (),
) -> Explanation:
    """How the figure `name` came about. Raises UnknownFigure, which suggests names near it.

    `found`: the facts that bear on it; where nobody looked, those that the report names.
    """
    figure = report.figures.get(name)
    if figure is None:
        raise UnknownFigure(_unknown(name, report))
    parts = _parts(figure)

    def printed(other: Figure) -> str:
        return instead(figure, other)

    def keeps_out(other: Figure) -> bool:
        return len(_counted(other)) > len(_counted(figure))

    return Explanation(
        figure=figure,
        sentence=sentence(figure, report.cut),
        rule=rule_of_figure(figure, report.cut),
        cut=report.cut,
        counted=_counted(figure),
        left_out=tuple(given for given in figure.inputs if given.left_out is not None),
        evidence=_evidence(found, named_for(figure), parts, telling_of, printed, keeps_out),
        findings=_findings(report, {name}),
        alike=_alike(found, parts, telling_of, printed),
        days_from=tuple(Evidence(id, telling_of(id), "bears") for id in days_from),
    )


def explain_line(
    report: Report,
    place: Place,
    telling_of: TellingOf = lambda id: None,
    found: Borne[Place] | None = None,
    days_from: tuple[str, ...] = (),
) -> LineExplanation:
    """The same of a line."""
    parts: dict[str, Part] = dict.fromkeys(place.evidence, "printed")
    evidence = _evidence(found, place.evidence, parts, telling_of, lambda line: line.text, lambda line: False)
    return LineExplanation(
        place=place,
        sentence=line_sentence(place, len(evidence)),
        rule=rule_of_line(place, report.cut),
        cut=report.cut,
        evidence=evidence,
        findings=_findings(report, _subjects(place)),
        alike=_alike(found, parts, telling_of, lambda line: line.text),
        days_from=tuple(Evidence(id, telling_of(id), "bears") for id in days_from),
    )


def named_for(figure: Figure) -> tuple[str, ...]:
    """The facts that the report names for it and for its rows."""
    given = (id for taken in figure.inputs for id in taken.evidence)
    return tuple(dict.fromkeys((*given, *figure.evidence)))


def _evidence(
    found: Borne[T] | None,
    named: Iterable[str],
    parts: Mapping[str, Part],
    telling_of: TellingOf,
    printed: Callable[[T], str],
    keeps_out: Callable[[T], bool],
) -> tuple[Evidence, ...]:
    if found is None:
        return tuple(Evidence(id, telling_of(id), parts.get(id, "bears")) for id in named)

    def told(bearing: Bearing[T]) -> Evidence:
        (id,), other = bearing.ids, bearing.without
        part = parts.get(id) or ("keeps out" if other is not None and keeps_out(other) else "bears")
        return Evidence(id, telling_of(id), part, None if other is None else printed(other))

    return tuple(sorted(map(told, found.each), key=_position))


def _position(fact: Evidence) -> int:
    """In the order of the log, as far as that is known."""
    return (fact.told and fact.told.position) or 0


def _alike(
    found: Borne[T] | None, parts: Mapping[str, Part], telling_of: TellingOf, printed: Callable[[T], str]
) -> tuple[Alike, ...]:
    def told(bearing: Bearing[T]) -> Alike:
        facts = tuple(Evidence(id, telling_of(id), parts.get(id, "bears")) for id in bearing.ids)
        return Alike(facts, None if bearing.without is None else printed(bearing.without))

    return tuple(map(told, found.together)) if found else ()


def _parts(figure: Figure) -> dict[str, Part]:
    """What is behind a row that counts is so, whatever else it is behind."""
    left: dict[str, Part] = {id: "left out" for given in figure.inputs for id in given.evidence if given.left_out}
    return left | {id: "counted" for given in _counted(figure) for id in given.evidence}


def _counted(figure: Figure) -> tuple[Input, ...]:
    return tuple(given for given in figure.inputs if given.left_out is None)


def _findings(report: Report, subjects: set[str]) -> tuple[Finding, ...]:
    """Of these, and of the whole paper: that nobody planned it, and that nothing is recorded of its days."""
    return tuple(
        finding for finding in report.findings if finding.rule in OF_THE_WHOLE or subjects & set(finding.subjects)
    )


def _subjects(place: Place) -> set[str]:
    """The streams, lists and facts of which it speaks."""
    lists = (str(said.values["list"]) for said in place.says if said.values.get("list"))
    return {*place.evidence, *lists, *(said.subject for said in place.says)}


def _unknown(name: str, report: Report) -> str:
    names = [*report.figures, *(place.name for place in places(report))]
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    what = f"did you mean {', '.join(near)}?" if near else "`secchange report figures`, also with --lines, names them"
    return f"{name!r} is no figure and no line of the report of {report.cut.month}: {what}"
