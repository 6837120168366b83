"""Door D: a revision of a ticket that somebody types, for what no system sends. It goes the way of all others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from services.ingest.feed.clock import now
from services.ingest.feed.entered import written
from services.ingest.feed.rehearsal import Rehearsal, Told
from services.ingest.feed.sources import MANUAL, Sources
from shared.domain.facts import DccTicketRevisionObserved
from shared.domain.streams import ticket as ticket_stream
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery
from shared.process.command import Giver, Role

COMMAND = "EnterTicketRevision"
MAY_ENTER: frozenset[Role] = frozenset({"secretariat", "dcc"})


class MayNotEnter(PermissionError):
    """Only the secretariat and the DCC enter tickets."""


class EnteredOtherwise(ValueError):
    """Under this key something else was entered before: give each entry a key of its own."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Kept, and durable. `again`: it was entered before under its key. `would`: what it leads to."""

    receipt: int
    sha256: str
    again: bool
    would: Told


class EntryDesk:
    """Over one log and one inbox. Threads may share it. Raises MayNotEnter, LogUnavailable, FeedBoxUnavailable."""

    def __init__(self, box: FeedBox, log: EventLog, sources: Sources, clock: Callable[[], datetime] = now) -> None:
        self._box = box
        self._log = log
        self._rehearsal = Rehearsal(log.history, sources, box)
        self._clock = clock

    def rehearse(self, fields: Mapping[str, Any], giver: Giver) -> Told:
        """What it would lead to: `outcome` and the facts, or why not. Nothing is kept."""
        _check(giver)
        [would] = self._rehearsal.of(written(fields, giver), MANUAL, "manual", self._clock())
        return would

    def enter(self, fields: Mapping[str, Any], giver: Giver, key: str | None = None) -> Entered | Told:
        """Kept, to be read and followed; what cannot be used is told at once to whoever types it, and not kept.

        Raises EnteredOtherwise.
        """
        would = self.rehearse(fields, giver)
        if would["outcome"] in ("quarantined", "ignored"):
            return would
        id = f"{giver.role}|{giver.person}|{key}" if key else str(uuid4())
        raw = written(fields, giver)
        (kept,) = self._box.keep([Delivery(MANUAL, "manual", id, raw)])
        if kept.differs:
            raise EnteredOtherwise(EnteredOtherwise.__doc__)
        found = self._box.receipt(kept.receipt)
        assert found is not None
        return Entered(kept.receipt, found.digest.hex(), kept.again, would)

    def observed(self, entered: Entered) -> str | None:
        """The id of the fact that holds it, once it was read."""
        stream = ticket_stream(MANUAL, str(entered.would.get("ticket_id")))
        for recorded in self._log.history(stream):
            fact = recorded.fact
            if isinstance(fact, DccTicketRevisionObserved) and fact.raw_sha256 == entered.sha256:
                return recorded.id
        return None


def _check(giver: Giver) -> None:
    if giver.role not in MAY_ENTER:
        raise MayNotEnter(f"{MayNotEnter.__doc__} {giver.person} is in the role {giver.role}.")
