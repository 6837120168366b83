"""What people and nightly work tell of a source: facts for its stream, after whatever is told there meanwhile."""

from collections.abc import Callable, Sequence
from datetime import datetime

from shared.domain.entry import Actor, Source, entry
from shared.domain.facts import AnyFact
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.domain.streams import feed
from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog

OURS = "SECAS"


def tell(
    log: EventLog,
    source: str,
    decide: Callable[[Sequence[Recorded]], Sequence[AnyFact]],
    now: datetime,
    *,
    why: str,
    by: str | None = None,
) -> tuple[Recorded, ...]:
    """Appends what `decide` makes of the history of the source, as it is when it is appended. Raises LogUnavailable."""
    stream = feed(source)
    while True:
        history = log.history(stream)
        facts = decide(history)
        entries = [
            entry(
                fact,
                stream,
                on=now.astimezone(LONDON).date(),
                known_at=now,
                source=Source(kind="command", ref=why),
                actor=Actor(body=OURS, person=by),
            )
            for fact in facts
        ]
        try:
            return log.append(stream, len(history), entries) if entries else ()
        except WrongVersion:
            continue
