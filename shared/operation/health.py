"""Whether a service is ready: what it needs answers, and what it carries is not late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shared.operation.pile import Pile
from shared.operation.seen import Seen
from shared.operation.watch import Watch


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be well; `found` says in a few words how it is."""

    name: str
    well: bool
    found: str


@dataclass(frozen=True, slots=True)
class Health:
    """Of one service. `broker` where it needs one; late is what lies for longer than `lag_limit_seconds`.

    `needs_rows` where it reads or writes rows, which another version of the program may have made. `inbox` where what
    it carries is what waits there, and not what the log holds.

    Never waits for a server: answers are those of the watches, a few seconds old at most.
    """

    database: Watch[Seen]
    broker: Watch[str] | None
    lag_limit_seconds: float
    needs_rows: bool = True
    inbox: Watch[Pile] | None = None

    def checks(self) -> Sequence[Check]:
        """All of them, well or not."""
        return tuple(self._checks())

    def answer(self) -> tuple[bool, dict[str, Any]]:
        """Whether the service is ready, and the same with its reasons as JSON."""
        checks, seen = self.checks(), self.database.seen()
        ready = all(check.well for check in checks)
        told = {check.name: {"well": check.well, "found": check.found} for check in checks}
        position = seen.position if seen else None
        return ready, {"status": "ready" if ready else "not ready", "position": position, "checks": told}

    def _checks(self) -> Iterator[Check]:
        yield _reached(self.database)
        if self.broker:
            yield _reached(self.broker)
        if seen := self.database.seen():
            # Whoever only reads can do so over a full disk.
            if self.broker:
                yield Check("room", seen.has_room, "there is some" if seen.has_room else "the database's disk is full")
            if self.needs_rows:
                yield Check("rows", seen.unreadable is None, seen.unreadable or "can be read")
            if self.inbox is None:
                found = f"{seen.facts_behind} facts and {seen.seconds_behind:.1f} s behind"
                yield Check("lag", seen.seconds_behind <= self.lag_limit_seconds, found)
        if self.inbox:
            yield self._of(self.inbox)

    def _of(self, inbox: Watch[Pile]) -> Check:
        if (pile := inbox.seen()) is None:
            return _reached(inbox)
        found = f"{pile.deliveries} deliveries wait, the oldest for {pile.seconds:.1f} s"
        return Check(inbox.name, pile.seconds <= self.lag_limit_seconds, found)


def _reached(watch: Watch[Any]) -> Check:
    trouble = watch.trouble()
    return Check(watch.name, trouble is None, trouble or "answers")
