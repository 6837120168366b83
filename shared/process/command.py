"""What somebody wants to be recorded, and who wants it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.domain.facts import AnyFact, Fact
from shared.domain.vocabulary import AssessmentKind

Role = Literal["secretariat", "panel", "change_board", "authority", "dcc", "publisher", "auditor", "operator"]


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives a command: a person, by the id or the name that the organisation knows them by, in a role."""

    person: str
    role: Role


@dataclass(frozen=True, slots=True)
class Command:
    """`fact` is what is to become true of `stream` on the day `on`; `kind` and `n` where it is of an assessment.

    The number of an assessment may be left out: a request is of the next one, all else of the last.
    """

    name: str
    stream: str
    on: date
    fact: Fact
    kind: AssessmentKind | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """One fact that a command leads to, in its stream, on its day."""

    stream: str
    on: date
    fact: AnyFact
    kind: AssessmentKind | None = None
    n: int | None = None
