"""All facts of the log, or of a share of its streams, as values: read page by page, in log order."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.domain.codec import NotAFact, recorded
from shared.domain.recorded import Recorded, StoredFact
from shared.eventlog.log import EventLog
from shared.eventlog.share import Share

FACTS_A_PAGE = 5_000


def told(pages: Iterator[Sequence[StoredFact]]) -> Iterator[Recorded]:
    """Raises NotAFact, which names the first fact that is not understood."""
    for page in pages:
        try:
            yield from map(recorded, page)
        except NotAFact:
            _check_each(page)
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


def _check_each(page: Sequence[StoredFact]) -> None:
    for stored in page:
        try:
            recorded(stored)
        except NotAFact as error:
            raise NotAFact(f"the log holds no fact at position {stored.position}, {stored.id}: {error}") from None
