"""One row a part of a modification in a release: assigned to it, then implemented. Key `62/2020-11/2`."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from shared.domain.facts import AnyFact, ProposalImplemented, ReleaseAssigned
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, evidence_of, step


class Implementation(Row, frozen=True, kw_only=True):
    """`part` is None where the modification is implemented whole. `release` as in `2020-11`."""

    release: str
    part: int | None = None
    assigned: Step | None = None
    planned_on: date | None = None
    implemented: Step | None = None

    @property
    def key(self) -> str:
        return f"{self.stream}/{self.release}/{self.part or 'whole'}"

    @property
    def evidence(self) -> tuple[str, ...]:
        return evidence_of(self.assigned, self.implemented)

    def is_waiting_at(self, day: date) -> bool:
        """Approved for the release by the end of `day`, and not implemented by then."""
        assigned = self.assigned is not None and self.assigned.on <= day
        return assigned and not self.is_implemented_at(day)

    def is_implemented_at(self, day: date) -> bool:
        return self.implemented is not None and self.implemented.on <= day


def fold(history: History) -> Mapping[str, Implementation]:
    rows: dict[str, Implementation] = {}
    for recorded in by_day(history):
        if isinstance(recorded.fact, ReleaseAssigned | ProposalImplemented):
            row = _after(rows, recorded.fact, recorded)
            rows[row.key] = row
    return rows


def _after(
    rows: Mapping[str, Implementation], fact: ReleaseAssigned | ProposalImplemented, recorded: Recorded
) -> Implementation:
    fresh = Implementation(stream=recorded.stream, opened_on=recorded.day, release=fact.release, part=fact.part)
    row = rows.get(fresh.key, fresh)
    match fact:
        case ReleaseAssigned(planned_on=planned_on):
            return replace(row, assigned=step(recorded), planned_on=planned_on)
        case ProposalImplemented():
            return replace(row, implemented=step(recorded), settled_on=recorded.day)


def part_of(recorded: Recorded) -> tuple[str, int | None] | None:
    match recorded.fact:
        case ReleaseAssigned(release=release, part=part) | ProposalImplemented(release=release, part=part):
            return release, part
        case _:
            return None


FACTS: frozenset[type[AnyFact]] = frozenset({ReleaseAssigned, ProposalImplemented})

IMPLEMENTATIONS = ReadModel("implementations", 2, Implementation, "modification", fold, part_of, facts=FACTS)
