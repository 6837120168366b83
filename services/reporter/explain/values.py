"""PURE. All that is known of how a figure or a line came about, as a value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from services.reporter.explain.places import Place
from services.reporter.report import Figure, Input
from services.reporter.view import Cut
from shared.papers.finding import Finding


class Told(NamedTuple):
    """What a fact says: its day (`by 2020-06-12` where that is the latest possible), its words, where it was read.

    `position` is its place in the log, `known_at` the moment, ISO, at which it was known.
    """

    day: str
    what: str
    source: str
    position: int | None = None
    known_at: str | None = None


TellingOf = Callable[[str], Told | None]
"""From a fact's id to what it says; None: not known."""
Part = Literal["counted", "left out", "keeps out", "printed", "bears"]
"""`counted`: behind a row that went in. `left out`: behind one that did not. `keeps out`: without it more would go in.
`printed`: named for a line. `bears`: it bears on it otherwise."""


class UnknownFigure(LookupError):
    """The report has no figure, and no line, of that name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact's id and, where it is known, what it says.

    `without`: what would stand there without it; None where nothing would, or where that was not looked into.
    """

    id: str
    told: Told | None
    part: Part = "counted"
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """Facts that say the same: it would be otherwise without all of them, and not without some."""

    facts: tuple[Evidence, ...]
    without: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` names it within the `version`; `text` says it."""

    id: str
    version: str
    text: str


class Examined(NamedTuple):
    """How many facts were taken away in turn. Of what was settled before all days of a paper, none are read for it."""

    facts: int
    streams: int


@dataclass(frozen=True, slots=True)
class Issued:
    """What an issued paper says in its place; None where the paper had no such figure or line.

    `since`: the facts that came after its position and bear on what is said now, or no more.
    """

    paper_ref: str
    edition: str
    position: int
    said: str | None
    since: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """`counted` went into the figure, in the report's order; `left_out` did not, and says why.

    `evidence`: exactly the facts without which it would be otherwise. `days_from`: those from which the paper's days
    come, which bear on all of it. `issued`: where it was issued otherwise.
    """

    figure: Figure
    sentence: str
    rule: Rule
    cut: Cut
    counted: tuple[Input, ...]
    left_out: tuple[Input, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    alike: tuple[Alike, ...] = ()
    days_from: tuple[Evidence, ...] = ()
    issued: Issued | None = None
    examined: Examined | None = None


@dataclass(frozen=True, slots=True)
class LineExplanation:
    """The same of a line, a row or a bar."""

    place: Place
    sentence: str
    rule: Rule
    cut: Cut
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    alike: tuple[Alike, ...] = ()
    days_from: tuple[Evidence, ...] = ()
    issued: Issued | None = None
    examined: Examined | None = None
