"""Which entries of a list are new, which are told again, and which are further evidence. No database here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from shared.domain.entry import Entry, entry
from shared.domain.facts import AnyFact, EvidenceAdded
from shared.eventlog.mapper import FactMapper, Placed, StoredEntry
from shared.eventlog.recorder import Holder


class Imported(NamedTuple):
    """What an import did: facts recorded, entries that the log had already, facts that gained another source."""

    recorded: int
    repeated: int
    evidence: int

    def plus(self, other: "Imported") -> "Imported":
        return Imported(self.recorded + other.recorded, self.repeated + other.repeated, self.evidence + other.evidence)


class Claim(NamedTuple):
    """An entry that someone wants imported, ready to be stored."""

    entry: Entry[AnyFact]
    stream: str
    stored: StoredEntry

    @classmethod
    def of(cls, entry: Entry[AnyFact], mapper: FactMapper) -> Self:
        stream = entry.stream
        return cls(entry, stream, mapper.to_stored_event(Placed(stream, 0, entry)))

    @property
    def identity(self) -> bytes:
        return self.stored.identity


@dataclass
class ImportPlan:
    """The lines to be written for a batch, in its order. `holders` and `versions` say what the log holds now."""

    mapper: FactMapper
    holders: dict[bytes, Holder]
    versions: dict[str, int] = field(default_factory=dict)
    lines: list[StoredEntry] = field(default_factory=list)
    _evidence: dict[tuple[str, str], Claim] = field(default_factory=dict)

    def evidence_sought(self, claims: Iterable[Claim]) -> list[bytes]:
        """Identities of the evidence that the claims may add to facts of the log, which may hold it already."""
        return [
            self._evidence_of(claim, holder).identity
            for claim in claims
            if (holder := self.holders.get(claim.identity)) and holder.source_ref != claim.entry.source.ref
        ]

    def add(self, claims: Iterable[Claim]) -> Imported:
        """Plans the claims, each in its turn, so that the second of two equal ones finds the first."""
        done = {"recorded": 0, "repeated": 0, "evidence": 0}
        for claim in claims:
            done[self._add(claim)] += 1
        return Imported(**done)

    def _add(self, claim: Claim) -> str:
        holder = self.holders.get(claim.identity)
        if holder is None:
            self._write(claim)
            return "recorded"
        if holder.source_ref == claim.entry.source.ref:
            return "repeated"
        evidence = self._evidence_of(claim, holder)
        if evidence.identity in self.holders:
            return "repeated"
        self._write(evidence)
        return "evidence"

    def _evidence_of(self, claim: Claim, holder: Holder) -> Claim:
        key = holder.id, claim.entry.source.ref
        if key not in self._evidence:
            self._evidence[key] = Claim.of(evidence_for(claim.entry, holder.id), self.mapper)
        return self._evidence[key]

    def _write(self, claim: Claim) -> None:
        version = self.versions.get(claim.stream, 0) + 1
        self.versions[claim.stream] = version
        self.holders[claim.identity] = Holder(f"{claim.stream}#{version}", claim.entry.source.ref)
        self.lines.append(claim.stored.at(version))


def evidence_for(told: Entry[AnyFact], fact_id: str) -> Entry[AnyFact]:
    """That the source of `told` says what the fact `fact_id` says: its days, its actor, when it was known."""
    return entry(
        EvidenceAdded(of=fact_id),
        told.ref,
        known_at=told.known_at,
        source=told.source,
        on=told.occurred_on,
        by=told.occurred_by,
        actor=told.actor,
    )
