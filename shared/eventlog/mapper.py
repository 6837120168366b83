"""Between an entry at its place in a stream and the library's stored event. No Python path is ever stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from shared.domain import codec
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.identity import identity_of
from shared.domain.recorded import Recorded, StoredFact
from shared.domain.upcasts import UPCASTS, Upcast

_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
"""The library's stored event says neither position nor moment of recording."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry at its place in its stream: what the library calls a domain event."""

    originator_id: str
    originator_version: int
    entry: Entry[AnyFact]


@dataclass(frozen=True)
class StoredEntry(StoredEvent):
    """The library's stored event with what our table keeps beside it."""

    known_at: datetime
    identity: bytes

    def at(self, version: int) -> "StoredEntry":
        """The same, as the given version of its stream."""
        return StoredEntry(self.originator_id, version, self.topic, self.state, self.known_at, self.identity)


class FactMapper(Mapper[str]):
    """Stores a fact under its public name and version, `AssessmentReturned/1`, and its entry as plain JSON.

    Classes may move and be renamed in Python as they like; old versions come up through `upcasts` when read.
    """

    def __init__(self, upcasts: Mapping[str, Upcast] = UPCASTS) -> None:
        super().__init__(JSONTranscoder())
        self._upcasts = upcasts

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEntry:
        assert isinstance(domain_event, Placed)
        entry = domain_event.entry
        return StoredEntry(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=entry.data.topic(),
            state=codec.encode(entry),
            known_at=entry.known_at,
            identity=digest_of(entry),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Placed:
        """Raises NotAFact where the stored bytes are not understood."""
        stream, version = str(stored_event.originator_id), stored_event.originator_version
        stored = StoredFact(
            0, stream, version, stored_event.topic, datetime.min.replace(tzinfo=UTC), stored_event.state
        )
        return Placed(stream, version, self.to_recorded(stored).entry)

    def to_recorded(self, stored: StoredFact) -> Recorded:
        """Raises NotAFact where the stored bytes are not understood."""
        return codec.told(stored, self._upcasts)


def digest_of(entry: Entry[AnyFact]) -> bytes:
    """The 32 bytes by which the log knows a fact that is told twice."""
    return sha256(identity_of(entry).encode()).digest()
