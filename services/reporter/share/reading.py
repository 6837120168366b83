"""All facts of the log, or of a share of its streams, as values: read page by page, in log order."""

from collections import deque
from collections.abc import Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.domain import codec
from shared.domain.codec import NotAFact, recorded
from shared.domain.recorded import Recorded, StoredFact
from shared.eventlog.log import EventLog
from shared.eventlog.share import Share

FACTS_A_PAGE = 5_000


def told(pages: Iterator[Sequence[StoredFact]], passed_over: Container[int] = ()) -> Iterator[Recorded]:
    """All but those at the positions that are `passed_over`. Raises NotAFact, which names the first fact that is not
    understood."""
    for page in pages:
        # Hardly ever is any passed over.
        facts = [fact for fact in page if fact.position not in passed_over] if passed_over else page
        try:
            yield from map(recorded, facts)
        except NotAFact:
            deque(map(codec.told, facts), maxlen=0)  # which raises it with its place
            raise


def pages_of(log: EventLog, position: int, share: Share | None = None) -> Iterator[Sequence[StoredFact]]:
    """The facts up to `position`. PostgreSQL looks for the next page while this one is made into values."""

    def page(after: int) -> Sequence[StoredFact]:
        if share is None:
            return log.read(after, FACTS_A_PAGE, position)
        return log.read_share(share, after, FACTS_A_PAGE, position)

    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(page, 0)
        while found := coming.result():
            coming = reader.submit(page, found[-1].position)
            yield found
