"""PURE. The facts of a published paper: `FACTS_OF` says which kind of statement makes which.

Every statement is accounted for: it is made into facts, or its kind carries none, or it is listed as not understood,
or it contradicts what the paper or the log says elsewhere and is a finding.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from pydantic import ValidationError

from services.ingest.statements import (
    agenda,
    assessments,
    consultations,
    decisions,
    figures,
    head,
    meetings,
    naming,
    proposals,
    releases,
)
from services.ingest.statements.contradiction import with_itself, with_the_log
from services.ingest.statements.merging import with_more
from services.ingest.statements.paper import Known, Paper, paper_of, place_of
from services.ingest.statements.told import Maker, Told
from services.ingest.statements.values import NotClear
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.identity import identity_of
from shared.domain.reasons import first_reason
from shared.papers.finding import Finding
from shared.papers.reading import PaperLine, Reading
from shared.papers.reference import panel_day
from shared.papers.statement import Place

FACTS_OF: Mapping[str, Maker] = {
    "agenda_item": agenda.report_submitted,
    "decided": decisions.decided,
    "raised": proposals.raised,
    "problem": proposals.problem,
    "urgency_requested": proposals.urgency_requested,
    "urgency_granted": proposals.urgency_granted,
    "ready": meetings.ready,
    "discussed": meetings.discussed,
    "meeting_held": meetings.held,
    "meeting_scheduled": meetings.scheduled,
    "consultation_open": consultations.opened,
    "consultation_planned": consultations.planned,
    "ia_requested": assessments.requested,
    "assessment_open": assessments.open_row,
    "assessment_completed": assessments.completed_row,
    "voted": decisions.voted,
    "determined": decisions.determined,
    "with_authority": decisions.with_authority,
    "implemented": releases.implemented,
    "assigned": releases.assigned,
    "release_live": releases.live,
    "release_planned": releases.planned,
    "figure": figures.stated,
    "commentary": figures.commentary,
}
"""The kinds of statement that make facts one by one."""

TOGETHER: tuple[Callable[[Paper], Iterator[Told]], ...] = (head.planned, agenda.published, naming.named)
"""Facts that many statements make together."""

IN_TOGETHER = frozenset({*head.HEAD, "attachment", "window", "mentioned"})
"""The kinds that make facts only together with others."""

WITHOUT_FACTS: Mapping[str, str] = {
    "recommendation": "what every Change Status Report asks of the Panel: the words of the template",
    "stated_count": "the number of items in a list, which are facts themselves",
    "wording": "the sentence itself, whose sense other statements give",
}
"""The kinds that make no fact, and why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """`entries` by the day they count from, then in the order of the paper. `findings`: what was said otherwise."""

    entries: tuple[Entry[AnyFact], ...]
    not_understood: tuple[PaperLine, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass
class _Taken:
    entries: dict[str, Entry[AnyFact]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    not_understood: list[PaperLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def facts_of(reading: Reading, known: Known) -> Imported:
    """The entries that the paper makes beside what is `known`. Raises NotAPaper where its head tells no paper."""
    paper = paper_of(reading, panel_day, known)
    taken = _Taken()
    for told in sorted(_all_told(paper, taken), key=lambda told: told.place.line):
        _take(told, paper, taken)
    not_understood = sorted((*reading.not_understood, *taken.not_understood), key=lambda line: line.line)
    entries = sorted(taken.entries.values(), key=lambda entry: entry.day)
    return Imported(tuple(entries), tuple(not_understood), tuple(taken.findings))


def _all_told(paper: Paper, taken: _Taken) -> Iterator[Told]:
    for make_together in TOGETHER:
        yield from _told(partial(make_together, paper), place_of(paper.statements[0]), "the paper", taken)
    for statement in paper.statements:
        if make := FACTS_OF.get(statement.kind):
            words = f"{statement.kind}: {statement.values.get('label') or statement.subject}"
            yield from _told(partial(make, statement, paper), place_of(statement), words, taken)


def _told(make: Callable[[], Iterator[Told]], place: Place, words: str, taken: _Taken) -> tuple[Told, ...]:
    try:
        return tuple(make())
    except NotClear as error:
        why = str(error)
    except ValidationError as error:
        why = first_reason(error)
    taken.not_understood.append(PaperLine(place.line, words, why))
    return ()


def _take(told: Told, paper: Paper, taken: _Taken) -> None:
    try:
        entry = told.entry(paper)
    except ValidationError as error:
        taken.not_understood.append(PaperLine(told.place.line, told.about, first_reason(error)))
        return
    identity = identity_of(entry)
    first = taken.entries.get(identity)
    finding = with_the_log(entry, told.place, paper.known(entry.stream))
    if first and not finding:
        finding = with_itself(first, entry, (taken.places[identity], told.place))
    if finding:
        taken.findings.append(finding)
    else:
        taken.entries[identity] = with_more(first, entry) if first else entry
        taken.places.setdefault(identity, told.place)
