"""PURE. All that is known of how a figure came about, gathered from the report alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from services.reporter.explain.sentence import sentence
from services.reporter.report import Figure, Input, Report
from shared.papers.finding import Finding


class Told(NamedTuple):
    """What a fact says: its day (`by 2020-06-12` where that is the latest possible), its words, where it was read."""

    day: str
    what: str
    source: str


TellingOf = Callable[[str], Told | None]
"""From a fact's id to what it says; None: not known."""


class UnknownFigure(LookupError):
    """The report has no figure of that name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact's id and, where it is known, what it says."""

    id: str
    told: Told | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """`counted` went into the figure, in the report's order; `left_out` did not, and says why."""

    figure: Figure
    sentence: str
    counted: tuple[Input, ...]
    left_out: tuple[Input, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]


def explain(report: Report, name: str, telling_of: TellingOf = lambda id: None) -> Explanation:
    """How the figure `name` came about. Raises UnknownFigure, which suggests names near it."""
    figure = report.figures.get(name)
    if figure is None:
        raise UnknownFigure(_unknown(name, report))
    return Explanation(
        figure=figure,
        sentence=sentence(figure, report.cut),
        counted=tuple(given for given in figure.inputs if given.left_out is None),
        left_out=tuple(given for given in figure.inputs if given.left_out is not None),
        evidence=tuple(Evidence(id, telling_of(id)) for id in _ids(figure)),
        findings=tuple(finding for finding in report.findings if name in finding.subjects),
    )


def _ids(figure: Figure) -> Iterable[str]:
    given = (id for taken in figure.inputs for id in taken.evidence)
    return dict.fromkeys((*given, *figure.evidence))


def _unknown(name: str, report: Report) -> str:
    near = get_close_matches(name, report.figures, n=3, cutoff=0.5) or list(report.figures)[:3]
    return f"{name!r} is no figure of the report of {report.cut.month}: did you mean {', '.join(near)}?"
