"""PURE. Rules for what the two papers do not say alike. None of them knows a particular paper."""

from collections.abc import Callable, Mapping, Sequence

from services.reporter.compare.alike import COUNTED
from services.reporter.compare.grounds import Grounds
from services.reporter.compare.pairs import Pair
from services.reporter.compare.verdict import Ruling
from services.reporter.compare.wordings import same_wording
from shared.papers.finding import Finding
from shared.papers.statement import Statement

EXPLAINS: Mapping[str, frozenset[str]] = {}
"""Which values of a statement the findings of a check explain, by the check's rule."""


def contradiction(pair: Pair, name: str, grounds: Grounds) -> Ruling | None:
    """A check found this value, on this line of the published paper, to contradict another line of it."""
    if pair.published is None or pair.published.place is None:
        return None
    line = pair.published.place.line
    found = (finding for finding in _about(pair.published, grounds) if name in EXPLAINS.get(finding.rule, ()))
    return next((_itself(finding) for finding in found if line in _lines(finding)), None)


def wording(pair: Pair, name: str, grounds: Grounds) -> Ruling | None:
    if pair.published is None or pair.written is None:
        return None
    same = same_wording(pair.published.values.get(name), pair.written.values.get(name))
    return Ruling("normalised", same.id, same.meaning) if same else None


CALCULATED: Mapping[str, str] = {
    "stated_count": "n",
    "figure": "value",
    "assessment_open": "duration_wd",
    "assessment_completed": "duration_wd",
}
"""The value of a statement, by its kind, that is the result of a calculation."""


def calculation(pair: Pair, name: str, grounds: Grounds) -> Ruling | None:
    """The report worked the value out, and the published paper prints another."""
    said = pair.written
    if said is None or said in grounds.marked or name != CALCULATED.get(said.kind):
        return None
    figure = grounds.figures.get(said.subject)
    if said.kind != "figure":
        return Ruling("by_calculation", "calculation", COUNTED[said.kind])
    if figure is None or not figure.basis.startswith("computed"):
        return None
    return Ruling("by_calculation", "calculation", figure.rule)


VALUE_RULES: tuple[Callable[[Pair, str, Grounds], Ruling | None], ...] = (contradiction, wording, calculation)
"""For one value that the two papers give differently."""


def said_elsewhere(pair: Pair, grounds: Grounds) -> Ruling | None:
    """The same in the same words: one paper says it in one more sentence than the other."""
    said = pair.published or pair.written
    return Ruling("normalised", "said-again", "both papers say it, one of them again") if said in grounds.both else None


def lone_contradiction(pair: Pair, grounds: Grounds) -> Ruling | None:
    """A check found the published paper to leave this out, or to say it where another line of it does not."""
    said = pair.published or pair.written
    assert said is not None
    return next((_itself(finding) for finding in _about(said, grounds) if _stands_in(said, finding, grounds)), None)


LONE_RULES: tuple[Callable[[Pair, Grounds], Ruling | None], ...] = (said_elsewhere, lone_contradiction)
"""For what only one of the papers says."""


def _about(said: Statement, grounds: Grounds) -> Sequence[Finding]:
    return [finding for finding in grounds.findings if said.subject in finding.subjects]


def _lines(finding: Finding) -> frozenset[int]:
    return frozenset(place.line for place in finding.places)


def _stands_in(said: Statement, finding: Finding, grounds: Grounds) -> bool:
    if said.place:
        return said.place.line in _lines(finding)
    return any(said.section in grounds.sections.get(line, ()) for line in _lines(finding))


def _itself(finding: Finding) -> Ruling:
    return Ruling("contradicts_itself", finding.rule, finding.message)
