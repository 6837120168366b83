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


class Kept(NamedTuple):
    """`receipt` is its number. `again`: the same came before; `differs`: under this id something else did."""

    receipt: int
    again: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that nobody has read yet."""

    receipt: int
    source: str
    door: Door
    delivery_id: str
    digest: bytes
    key: str
    sealed: bytes
    received_at: datetime


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
