"""PURE. What the rules of the comparison may look at beside the statements themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.reporter.report import Figure
from services.reporter.view import Cut
from shared.papers.finding import Finding
from shared.papers.statement import Statement


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a rule may look at beside the pair.

    `findings` are those about the published paper alone; `said_on`: what it says on each of its lines.
    `marked` are the statements beside which the report prints a mark. `both`: what both papers say.
    """

    figures: Mapping[str, Figure]
    findings: Sequence[Finding]
    said_on: Mapping[int, Sequence[Statement]]
    marked: frozenset[Statement]
    both: frozenset[Statement]
    cut: Cut
