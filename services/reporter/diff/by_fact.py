"""PURE. Differences turned round: of each fact, the papers that it touches, and what it makes otherwise in each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.reporter.diff.difference import Change, Difference


@dataclass(frozen=True, slots=True)
class Touched:
    """One paper, and what one fact makes otherwise in it. `paper`: what people call it; never is all of it empty."""

    paper: str
    month: str
    figures: tuple[Change, ...]
    rows: tuple[Change, ...]
    lines: tuple[Change, ...]


def by_fact(differences: Iterable[Difference]) -> Mapping[str, tuple[Touched, ...]]:
    """By the id of the fact, in the order of the papers. What several facts make together stands with each."""
    found: dict[str, list[Touched]] = defaultdict(list)
    for difference in differences:
        for fact in _facts(difference):
            found[fact].append(_touched(difference, fact))
    return {fact: tuple(papers) for fact, papers in found.items()}


def _facts(difference: Difference) -> Iterable[str]:
    changes = (*difference.figures, *difference.rows, *difference.lines)
    return dict.fromkeys(fact for change in changes for fact in change.facts)


def _touched(difference: Difference, fact: str) -> Touched:
    before = difference.before
    figures, rows, lines = (
        tuple(change for change in changes if fact in change.facts)
        for changes in (difference.figures, difference.rows, difference.lines)
    )
    return Touched(before.name, str(before.cut.month), figures, rows, lines)
