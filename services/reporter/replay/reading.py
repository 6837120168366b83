"""All facts of the log, or of a share of its streams, as values: read page by page, in log order."""

from collections.abc import Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.domain.codec import told_each
from shared.domain.recorded import Fields, Recorded
from shared.eventlog.log import EventLog
from shared.eventlog.share import ALL, Share

FACTS_A_PAGE = 5_000


def told(pages: Iterator[Sequence[Fields]], passed_over: Container[int] = ()) -> Iterator[Recorded]:
    """All but those at the positions that are `passed_over`. Raises NotAFact, which names the first fact that is not
    understood."""
    for page in pages:
        # Hardly ever is any passed over.
        yield from told_each([fields for fields in page if fields[0] not in passed_over] if passed_over else page)


def pages_of(log: EventLog, position: int, share: Share = ALL) -> Iterator[Sequence[Fields]]:
    """The facts up to `position`. PostgreSQL looks for the next page while this one is made into values."""

    def page(after: int) -> Sequence[Fields]:
        return log.read_share(share, after, FACTS_A_PAGE, position)

    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(page, 0)
        while found := coming.result():
            last, *_ = found[-1]
            coming = reader.submit(page, last)
            yield found
