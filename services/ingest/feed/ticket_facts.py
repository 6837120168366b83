"""The log as the relay of one topic of the feed sees it: some of its facts, and nothing else."""

from collections.abc import Callable, Collection, Sequence
from time import monotonic, sleep

from services.ingest.relay_ports import FactLog
from shared.domain.facts import AnyFact, ReportIssued, ReportRestated
from shared.domain.recorded import StoredFact
from shared.readmodels.set_aside import FACTS as OF_THE_QUARANTINE

PAPERS_OUT: frozenset[type[AnyFact]] = frozenset({ReportIssued, ReportRestated})
_PREFIX = "ticket/"


class SomeFacts:
    """A log of those facts alone that are wanted. Not for two threads.

    What lies between them is gone through once, and remembered: a log of a million other facts is not read again for
    the next one.
    """

    def __init__(self, log: FactLog, is_wanted: Callable[[StoredFact], bool]) -> None:
        self._log = log
        self._is_wanted = is_wanted
        self._empty_from = 0
        self._empty_to = 0
        self._found: Sequence[StoredFact] = ()
        self._found_after = 0

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        """As the log's, of those alone."""
        found, self._found = self._found, ()
        if found and self._found_after == after:
            return found[:limit]
        place = self._place(after)
        while page := self._log.read(place, limit):
            wanted = [fact for fact in page if self._is_wanted(fact)]
            if wanted:
                return wanted
            place = page[-1].position
            self._empty_from, self._empty_to = after, place
        return ()

    def wait(self, after: int, timeout_seconds: float) -> bool:
        """True as soon as there is one of them above `after`."""
        deadline = monotonic() + timeout_seconds
        while (left := deadline - monotonic()) > 0:
            if not self._log.wait(self._place(after), left):
                return False
            if found := self.read(after, 500):
                # Whoever waited for them asks for them next.
                self._found, self._found_after = found, after
                return True
        return False

    def _place(self, after: int) -> int:
        return self._empty_to if self._empty_from <= after < self._empty_to else after


class TicketFacts(SomeFacts):
    """The revisions of tickets."""

    def __init__(self, log: FactLog) -> None:
        super().__init__(log, lambda fact: fact.stream.startswith(_PREFIX))


class SeldomFacts(SomeFacts):
    """Facts of these types. Nobody waits for them, so it looks seldom."""

    def __init__(self, log: FactLog, types: Collection[type[AnyFact]]) -> None:
        names = frozenset(fact.__name__ for fact in types)
        super().__init__(log, lambda fact: fact.topic.partition("/")[0] in names)

    def wait(self, after: int, timeout_seconds: float) -> bool:
        sleep(max(0.0, timeout_seconds))
        return bool(self.read(after, 500))


class QuarantineFacts(SeldomFacts):
    """What was set aside, and what was done about it."""

    def __init__(self, log: FactLog) -> None:
        super().__init__(log, OF_THE_QUARANTINE)


class PapersOut(SeldomFacts):
    """The papers that are out: as they were issued, and as they were restated."""

    def __init__(self, log: FactLog) -> None:
        super().__init__(log, PAPERS_OUT)
