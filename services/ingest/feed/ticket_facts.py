"""The log as the relay of the tickets' topic sees it: the revisions of tickets, and nothing else."""

from collections.abc import Sequence
from time import monotonic

from services.ingest.relay_ports import FactLog
from shared.domain.recorded import StoredFact

_PREFIX = "ticket/"


class TicketFacts:
    """A log of ticket streams alone. Not for two threads.

    What lies between them is gone through once, and remembered: a log of a million other facts is not read again for
    the next ticket.
    """

    def __init__(self, log: FactLog) -> None:
        self._log = log
        self._empty_from = 0
        self._empty_to = 0

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        """As the log's, of tickets alone."""
        place = self._empty_to if self._empty_from <= after < self._empty_to else after
        while page := self._log.read(place, limit):
            tickets = [fact for fact in page if fact.stream.startswith(_PREFIX)]
            if tickets:
                return tickets
            place = page[-1].position
            self._empty_from, self._empty_to = after, place
        return ()

    def wait(self, after: int, timeout_seconds: float) -> bool:
        """True as soon as there is a ticket's fact above `after`."""
        deadline = monotonic() + timeout_seconds
        while (left := deadline - monotonic()) > 0:
            place = self._empty_to if self._empty_from <= after < self._empty_to else after
            if not self._log.wait(place, left):
                return False
            if self.read(after, 500):
                return True
        return False
