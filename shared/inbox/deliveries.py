"""What is kept in the inbox, and what is said of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from shared.domain.facts.feed import Door


class Delivery(NamedTuple):
    """Something to be kept. `delivery_id` is the sender's own name for it, unique for source and door.

    `to_be_read`: False for what is kept as evidence only.
    """

    source: str
    door: Door
    delivery_id: str
    raw: bytes
    to_be_read: bool = True


def evidence_id(delivery_id: str, digest: bytes) -> str:
    """What stands for the name of a delivery that is kept as evidence, beside another that came under it before."""
    return f"{delivery_id}#{digest.hex()[:16]}"


class Kept(NamedTuple):
    """`receipt` is its number. `again`: the same came before; `differs`: under this id something else did."""

    receipt: int
    again: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery as it lies in the inbox; most are asked for while nobody has read them."""

    receipt: int
    source: str
    door: Door
    delivery_id: str
    digest: bytes
    key: str
    sealed: bytes
    received_at: datetime

    @property
    def is_evidence(self) -> bool:
        """Whether it is kept beside another that came under its name before, and is not read."""
        return self.delivery_id.endswith(evidence_id("", self.digest))


@dataclass(frozen=True, slots=True)
class Watermark:
    """The last change of a source that was seen; of one moment, the last ticket."""

    changed_at: datetime
    ticket_id: str


@dataclass(frozen=True, slots=True)
class SealedUnder:
    """How much of a source is sealed under one key, and how much of that nobody has read yet."""

    source: str
    deliveries: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What came from a source through one door. `repeats`: deliveries whose content had come before."""

    source: str
    door: Door
    deliveries: int
    waiting: int
    repeats: int
    last_receipt: int
    last_received_at: datetime
