"""Which papers that are out speak of the days of facts that come now: told at once to whoever records them."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.cli.output import tell
from services.reporter.issued.history import Out, editions
from shared.domain.codec import NotAFact
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog

MOST_NAMED = 3


def tell_of_papers(log: EventLog, facts: Sequence[Recorded]) -> None:
    """By days alone; what is otherwise in each of them takes longer to find."""
    if not facts or not (months := sorted(_months(log, min(fact.day for fact in facts)))):
        return
    more = f" and {len(months) - MOST_NAMED} more" if len(months) > MOST_NAMED else ""
    tell(
        f"It is of days of which papers that are out speak: {', '.join(months[:MOST_NAMED])}{more}. "
        "`secchange report late` tells whether anything is otherwise there."
    )


def _months(log: EventLog, day: date) -> Iterator[str]:
    for stream in log.streams():
        outs = _out(log, stream) if stream.startswith("paper/") else ()
        if outs and day <= outs[-1].fact.inputs.news_to:
            yield stream.removeprefix("paper/")


def _out(log: EventLog, stream: str) -> Sequence[Out]:
    try:
        return editions(log.history(stream))
    except NotAFact:
        return ()  # whoever asks of that paper is told; what was recorded now is recorded
