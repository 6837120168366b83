"""Which entries of a list are new, told again, further evidence, or excluded by what is there. No database here."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple, Self

from shared.domain.codec import NotAFact
from shared.domain.entry import Entry, entry
from shared.domain.exclusion import Differing, differing, in_words
from shared.domain.facts import (
    AnyFact,
    CorrectionProposed,
    CorrectionRefused,
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
)
from shared.domain.history import effective
from shared.domain.recorded import StoredFact
from shared.eventlog.mapper import FactMapper, Placed, StoredEntry
from shared.eventlog.recorder import Holder

ABOUT_A_FACT = (EvidenceAdded, CorrectionProposed, CorrectionRefused, FactCorrected, FactRetracted)
"""Where two of these say the same of a fact, the words in which they say it exclude nothing."""

NO_MOMENT = datetime.min.replace(tzinfo=UTC)


class Excluded(NamedTuple):
    """An entry that is not recorded, by its place in the list (from 0): a fact of the log says otherwise."""

    place: int
    reason: str


class Imported(NamedTuple):
    """What an import did: facts recorded, entries that the log had already, facts that gained another source.

    `excluded`: those that cannot be true beside what is recorded.
    """

    recorded: int
    repeated: int
    evidence: int
    excluded: tuple[Excluded, ...] = ()

    def plus(self, other: "Imported") -> "Imported":
        return Imported(
            self.recorded + other.recorded,
            self.repeated + other.repeated,
            self.evidence + other.evidence,
            self.excluded + other.excluded,
        )

    @property
    def counts(self) -> dict[str, int]:
        """By what became of them."""
        return self._asdict() | {"excluded": len(self.excluded)}


class Claim(NamedTuple):
    """An entry that someone wants imported, ready to be stored; `place` is its own in their list."""

    entry: Entry[AnyFact]
    stream: str
    stored: StoredEntry
    place: int = -1

    @classmethod
    def of(cls, entry: Entry[AnyFact], mapper: FactMapper, place: int = -1) -> Self:
        stream = entry.stream
        return cls(entry, stream, mapper.to_stored_event(Placed(stream, 0, entry)), place)

    @property
    def identity(self) -> bytes:
        return self.stored.identity


@dataclass
class ImportPlan:
    """The lines to be written for a batch, in its order. `holders` and `versions` say what the log holds now.

    `history` gives the stored facts of a stream; it is asked only where two tellings differ.
    """

    mapper: FactMapper
    holders: dict[bytes, Holder]
    history: Callable[[str], Sequence[StoredFact]]
    versions: dict[str, int] = field(default_factory=dict)
    lines: list[StoredEntry] = field(default_factory=list)
    _evidence: dict[tuple[str, str], Claim] = field(default_factory=dict)
    _excluded: list[Excluded] = field(default_factory=list)

    def evidence_sought(self, claims: Iterable[Claim]) -> list[bytes]:
        """Identities of the evidence that the claims may add to facts of the log, which may hold it already."""
        return [
            self._evidence_of(claim, holder).identity
            for claim in claims
            if (holder := self.holders.get(claim.identity)) and _has_another_source(holder, claim)
        ]

    def add(self, claims: Iterable[Claim]) -> Imported:
        """Plans the claims, each in its turn, so that the second of two equal ones finds the first."""
        done = {"recorded": 0, "repeated": 0, "evidence": 0, "excluded": 0}
        for claim in claims:
            done[self._add(claim)] += 1
        return Imported(done["recorded"], done["repeated"], done["evidence"], tuple(self._excluded))

    def _add(self, claim: Claim) -> str:
        holder = self.holders.get(claim.identity)
        if holder is None:
            self._write(claim)
            return "recorded"
        if holder.state == claim.stored.state:
            return "repeated"
        return self._add_beside(holder, claim)

    def _add_beside(self, holder: Holder, claim: Claim) -> str:
        """The log has it, told in other words."""
        if claim.entry.causation_id is not None:
            return self._add_commanded(claim)
        if why := self._excluding(holder, claim):
            self._excluded.append(Excluded(claim.place, why))
            return "excluded"
        if not _has_another_source(holder, claim):
            return "repeated"
        evidence = self._evidence_of(claim, holder)
        if evidence.identity in self.holders:
            return "repeated"
        self._write(evidence)
        return "evidence"

    def _add_commanded(self, claim: Claim) -> str:
        """What a command led to was meant, whatever is there: only the very same is told again."""
        if any(fact.value == claim.stored.state for fact in self._stored(claim.stream)):
            return "repeated"
        self._write(claim, is_first=False)
        return "recorded"

    def _excluding(self, holder: Holder, claim: Claim) -> str | None:
        """Why the two cannot both be true; None where they can."""
        told = claim.entry
        # A statement of standing is of its own day: what stands on another day may be another thing.
        if told.occurred_on is None or isinstance(told.data, ABOUT_A_FACT):
            return None
        try:
            fields = self._differing(holder, claim)
        except (NotAFact, ValueError):
            return None  # what is stored is not understood here: whoever reads it will say so
        if not fields:
            return None
        said = f"{told.type} of {told.day}: {in_words(fields)}"
        return f"{holder.id} excludes it ({said}): where {holder.id} is wrong, correct it"

    def _differing(self, holder: Holder, claim: Claim) -> Differing:
        """As it was recorded, and as it was corrected since: who says either says nothing else."""
        recorded = self.mapper.to_recorded(_alone(holder, claim.stream))
        fields = differing(recorded.fact, claim.entry.data)
        if not fields:
            return fields
        history = tuple(map(self.mapper.to_recorded, self._stored(claim.stream)))
        now = [standing for standing in effective(history) if standing.id == holder.id]
        return fields if all(differing(standing.fact, claim.entry.data) for standing in now) else {}

    def _stored(self, stream: str) -> list[StoredFact]:
        """Of one stream, what the log holds and what is planned."""
        held = list(self.history(stream))
        last = held[-1] if held else None
        at, position = (last.recorded_at, last.position) if last else (NO_MOMENT, 0)
        planned = [line for line in self.lines if line.originator_id == stream]
        return held + [
            StoredFact(position + count, stream, line.originator_version, line.topic, at, line.state)
            for count, line in enumerate(planned, start=1)
        ]

    def _evidence_of(self, claim: Claim, holder: Holder) -> Claim:
        key = holder.id, claim.entry.source.ref
        if key not in self._evidence:
            self._evidence[key] = Claim.of(evidence_for(claim.entry, holder.id), self.mapper)
        return self._evidence[key]

    def _write(self, claim: Claim, *, is_first: bool = True) -> None:
        version = self.versions.get(claim.stream, 0) + 1
        self.versions[claim.stream] = version
        line = claim.stored.at(version)
        if is_first:
            self.holders[claim.identity] = Holder(f"{claim.stream}#{version}", line.topic, line.state)
        self.lines.append(line)


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


def _has_another_source(holder: Holder, claim: Claim) -> bool:
    if holder.state == claim.stored.state:
        return False
    found: str = json.loads(holder.state)["source"]["ref"]
    return found != claim.entry.source.ref


def _alone(holder: Holder, stream: str) -> StoredFact:
    version = int(holder.id.rpartition("#")[2])
    return StoredFact(0, stream, version, holder.topic, NO_MOMENT, holder.state)
