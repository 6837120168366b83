"""A fact as a statement tells it, and the entry that comes of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from services.ingest.statements.paper import Paper, place_of
from shared.domain.entry import Actor, Entry, entry
from shared.domain.facts import AnyFact
from shared.domain.vocabulary import AssessmentKind
from shared.papers.statement import Place, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """`on` None: the paper says how things stand, so it had happened by the paper day."""

    fact: AnyFact
    ref: str
    place: Place
    about: str
    on: date | None = None
    kind: AssessmentKind | None = None
    n: int | None = None
    body: str | None = None
    person: str | None = None

    def entry(self, paper: Paper) -> Entry[AnyFact]:
        """Raises pydantic's ValidationError where the fact is impossible, such as after the paper day."""
        return entry(
            self.fact,
            paper.called(self.ref),
            known_at=paper.known_at,
            source=paper.source(self._locator(paper)),
            on=self.on,
            by=None if self.on else paper.issued_on,
            kind=self.kind,
            n=self.n,
            actor=Actor(body=self.body, person=self.person) if self.body else None,
        )

    def _locator(self, paper: Paper) -> str:
        """The place inside the paper: `3. Refine / Open Assessments, MP106`."""
        label = self.about or paper.called(self.ref)
        if label == self.ref and not self.about:
            return self.place.where
        return f"{self.place.where.removesuffix(f' / {label}')}, {label}"


Maker = Callable[[Statement, Paper], Iterator[Told]]
"""The facts of one statement. Raises NotClear."""


def told(
    statement: Statement,
    fact: AnyFact,
    *,
    on: date | None = None,
    body: str | None = None,
    person: str | None = None,
    ref: str | None = None,
) -> Told:
    """`fact` as told by `statement`, of the stream that is its subject unless `ref` names another."""
    label = statement.values.get("label")
    about = label if isinstance(label, str) else ""
    return Told(fact, ref or about or statement.subject, place_of(statement), about, on, body=body, person=person)
