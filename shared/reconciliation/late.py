"""What the feed told too late for papers that are out: each a candidate for restatement, as it was and as it is.

A paper is not changed by that. One that was issued here knew the log up to its own position, and is out at once; of
one that is only planned, such as those of before, it is known until when by the day on which it is issued.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shared.domain.facts import (
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
    PaperPlanned,
    ReportIssued,
    ReportRestated,
)
from shared.domain.history import effective
from shared.domain.london import LONDON
from shared.domain.period import Month, Window, twelve_months_to
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AssessmentKind
from shared.readmodels.assessments import Assessment
from shared.readmodels.assessments import fold as assessments_of

Histories = Mapping[str, Sequence[Recorded]]
Kind = Literal["R1", "C"]
"""R1: it was told late. C: the source says that it had told it wrongly."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that is out: its month and edition, the last day of its statistics, and the day on which it was issued.

    `position`, and `known_at` where it was so cut: of the log that it was made of; None of papers of before.
    """

    month: str
    stats_to: date
    issued_on: date
    edition: str = ""
    position: int | None = None
    known_at: datetime | None = None

    @property
    def window(self) -> Window:
        return twelve_months_to(self.stats_to)

    def knew(self, told: Recorded) -> bool:
        """Whether the fact was known to it."""
        if self.position is None:
            return _day(told.known_at) <= self.issued_on
        return told.position <= self.position and (self.known_at is None or told.known_at <= self.known_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """An assessment on the last day of the statistics, as far as a paper prints it."""

    state: str | None
    accepted_on: date | None = None
    returned_on: date | None = None
    target_wd: int | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """`before`: as it was known when the paper was issued; `after`: as it is known now. `facts` are those that came
    too late; by the feed, at least one of them."""

    paper: str
    edition: str
    label: str
    kind: AssessmentKind
    n: int
    before: Standing
    after: Standing
    what: Kind
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    """Of the tickets that told it."""

    def is_of(self, source: str) -> bool:
        return source in self.sources


def issued_papers(papers: Histories) -> tuple[Issued, ...]:
    """As they were issued last, or else are planned last, in order of their months."""
    found = (_issued(stream, history) or _planned(stream, history) for stream, history in papers.items())
    return tuple(sorted((paper for paper in found if paper), key=lambda paper: paper.month))


def _issued(stream: str, history: Sequence[Recorded]) -> Issued | None:
    for told in reversed(history):
        if isinstance(fact := told.fact, ReportIssued | ReportRestated):
            inputs, day = fact.inputs, _day(told.known_at)
            month = stream.removeprefix("paper/")
            return Issued(month, inputs.stats_to, day, fact.edition, inputs.position, inputs.known_at)
    return None


def _planned(stream: str, history: Sequence[Recorded]) -> Issued | None:
    plans = [told.fact for told in effective(history) if isinstance(told.fact, PaperPlanned)]
    if not plans:
        return None
    month = Month.parse(stream.removeprefix("paper/"))
    return Issued(str(month), plans[-1].stats_to or month.previous.last_day, plans[-1].issued_on)


def late(modifications: Histories, corrections: Collection[str], papers: Sequence[Issued]) -> tuple[Late, ...]:
    """By paper, then by modification. `corrections`: the facts by which a source says that it had told wrongly."""
    return tuple(
        found
        for paper in papers
        for stream in sorted(modifications, key=ModificationRef.parse)
        for found in _of_one(modifications[stream], paper, corrections)
    )


def _of_one(history: Sequence[Recorded], paper: Issued, corrections: Collection[str]) -> Iterator[Late]:
    too_late = [told for told in history if _is_of_the_feed(told) and not paper.knew(told)]
    if not too_late:
        return
    before = {row.key: row for row in assessments_of(_known_then(history, paper)).values()}
    for key, row in assessments_of(effective(history)).items():
        was, now = _standing(before.get(key), paper), _standing(row, paper)
        facts = tuple(told.id for told in too_late if told.id in row.evidence_at(paper.stats_to))
        if was != now and (is_told := facts or _mends(too_late)):
            is_correction = any(told.entry.causation_id in corrections for told in too_late if told.id in is_told)
            ref = ModificationRef.parse(row.stream)
            label = ref.label(ref.own_series)
            by = {told.entry.source.ref.split("|", 1)[0] for told in too_late if told.id in is_told}
            what: Kind = "C" if is_correction else "R1"
            yield Late(paper.month, paper.edition, label, row.kind, row.n, was, now, what, is_told, tuple(sorted(by)))


def _standing(row: Assessment | None, paper: Issued) -> Standing:
    """Nothing where the paper does not print it: requested only, or returned before its twelve months."""
    state = row.state_at(paper.stats_to) if row else None
    if row is None or state not in ("open", "stopped", "returned"):
        return Standing(None)
    returned = row.last("returned", paper.stats_to) if state == "returned" else None
    if returned and returned.on not in paper.window:
        return Standing(None)
    accepted, target = row.accepted_by(paper.stats_to), row.target_at(paper.stats_to)
    return Standing(
        state,
        accepted.on if accepted else None,
        returned.on if returned else None,
        target.target_wd if target else None,
    )


def _known_then(history: Sequence[Recorded], paper: Issued) -> tuple[Recorded, ...]:
    """What the paper knew. A fact that another source told by then was known, whoever was first."""
    told_by_others = {told.fact.of for told in history if isinstance(told.fact, EvidenceAdded) and paper.knew(told)}
    known = [told for told in history if paper.knew(told) or told.id in told_by_others]
    ids = {told.id for told in known}
    return effective(told for told in known if _mended(told) is None or _mended(told) in ids)


def _mended(told: Recorded) -> str | None:
    return told.fact.of if isinstance(told.fact, FactCorrected | FactRetracted) else None


def _mends(told: Sequence[Recorded]) -> tuple[str, ...]:
    return tuple(each.id for each in told if _mended(each))


def _is_of_the_feed(told: Recorded) -> bool:
    return told.entry.source.kind == "ticket" and not isinstance(told.fact, EvidenceAdded)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def as_far_as(papers: Sequence[Issued], today: date) -> tuple[Issued, ...]:
    """Those that are out by now."""
    return tuple(
        paper for paper in papers if paper.position is not None or paper.issued_on + timedelta(days=1) <= today
    )
