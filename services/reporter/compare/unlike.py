"""PURE. Rules for what the two papers do not say alike. None of them knows a particular paper."""

from collections.abc import Callable, Mapping, Sequence

from services.reporter.compare.alike import COUNTED
from services.reporter.compare.grounds import Grounds
from services.reporter.compare.pairs import Pair
from services.reporter.compare.verdict import Ruling
from services.reporter.compare.wordings import same_wording
from shared.papers.finding import Finding
from shared.papers.statement import Statement

EXPLAINS: Mapping[str, frozenset[str]] = {
    "decisions-agree": frozenset({"n", "outcome"}),
    "counts-agree": frozenset({"n"}),
    "titles-agree": frozenset({"title"}),
    "labels-agree": frozenset({"label"}),
    "told-twice-alike": frozenset({"on", "basis", "result", "outcome"}),
    "implemented-with-its-release": frozenset({"on"}),
    "figures-fit-their-table": frozenset({"value"}),
}
"""Which values of a statement the findings of a check explain, by the check's rule."""

EXPLAINS_ABSENCE = frozenset(
    {"decisions-agree", "agenda-was-found-ready", "ready-is-on-the-agenda", "approved-waits-in-its-release"}
)
"""The checks that find a statement missing which another line of the paper implies."""

COUNTS = frozenset({"n", "value"})
"""Values that no other line has to print: the items and rows below make them."""


def contradiction(pair: Pair, name: str, grounds: Grounds) -> Ruling | None:
    """A check found this value to contradict another line of the published paper, and there it is as in the report."""
    if pair.published is None or pair.written is None or pair.published.place is None:
        return None
    for finding in _about(pair.published, grounds):
        here = pair.published.place.line in _lines(finding) and name in EXPLAINS.get(finding.rule, ())
        if here and (name in COUNTS or _said_there(pair.written, name, finding, grounds)):
            return _itself(finding)
    return None


def _said_there(written: Statement, name: str, finding: Finding, grounds: Grounds) -> bool:
    there = (said for said in _said_at(finding, grounds) if name in said.values)
    return any(said[name] == written.values.get(name) for said in there)


def wording(pair: Pair, name: str, grounds: Grounds) -> Ruling | None:
    if pair.published is None or pair.written is None:
        return None
    same = same_wording(name, pair.published.values.get(name), pair.written.values.get(name))
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
    found = (finding for finding in _about(said, grounds) if finding.rule in EXPLAINS_ABSENCE)
    return next((_itself(finding) for finding in found if _stands_in(said, finding, grounds)), None)


LONE_RULES: tuple[Callable[[Pair, Grounds], Ruling | None], ...] = (said_elsewhere, lone_contradiction)
"""For what only one of the papers says."""


def _about(said: Statement, grounds: Grounds) -> Sequence[Finding]:
    return [finding for finding in grounds.findings if said.subject in finding.subjects]


def _lines(finding: Finding) -> frozenset[int]:
    return frozenset(place.line for place in finding.places)


def _stands_in(said: Statement, finding: Finding, grounds: Grounds) -> bool:
    if said.place:
        return said.place.line in _lines(finding)
    return any(said.section == other.section for other in _said_at(finding, grounds))


def _said_at(finding: Finding, grounds: Grounds) -> Sequence[Statement]:
    return [said for line in _lines(finding) for said in grounds.said_on.get(line, ())]


def _itself(finding: Finding) -> Ruling:
    return Ruling("contradicts_itself", finding.rule, finding.message)
