"""A source polled again and again: left alone while it fails, swept at night, killed anywhere."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from infra.fake_servicenow.app import USER
from services.ingest.feed.servicenow.errors import SourceUnavailable
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery, Kept, Watermark
from tests.feed.servicenow.polled import PolledFeed
from tests.feed.tickets import SOURCE

pytestmark = pytest.mark.integration


class Killed(BaseException):
    """As if the process were gone."""


class KilledInbox:
    """An inbox whose process dies at its `at`th page: before it is kept, or after it and before anybody is told."""

    def __init__(self, box: FeedBox, at: int, *, after: bool) -> None:
        self._box = box
        self._at = at
        self._after = after
        self._pages = 0

    def watermark(self, source: str) -> Watermark | None:
        return self._box.watermark(source)

    def keep(self, deliveries: Sequence[Delivery], watermark: Watermark | None = None) -> Sequence[Kept]:
        self._pages += 1
        if self._pages == self._at and not self._after:
            raise Killed
        kept = self._box.keep(deliveries, watermark)
        if self._pages == self._at:
            raise Killed
        return kept


@pytest.mark.parametrize("after", [False, True], ids=["between pages", "between keep and answer"])
@pytest.mark.parametrize("minutes", [0, 1, 30], ids=["one second", "within the overlap", "far apart"])
def test_a_poll_that_dies_at_every_page_loses_nothing_and_keeps_nothing_twice(
    polled: PolledFeed, after: bool, minutes: int
) -> None:
    ids = []
    for number in range(23):
        ids.append(polled.create(number))
        polled.clock.move(minutes=minutes)
    with pytest.raises(Killed):
        polled.poll(KilledInbox(polled.feed.box, 1, after=after))
    for page in (2, 3, 2, 4, 1, 5):  # as far as there are so many pages left
        with suppress(Killed):
            polled.poll(KilledInbox(polled.feed.box, page, after=after))
    polled.poll()
    assert Counter(polled.kept()) == Counter(ids)


def turn(polled: PolledFeed) -> float:
    with polled.polling() as polling:
        return polling.turn()


def test_the_circuit_opens_after_five_failures_and_closes_with_the_first_success(polled: PolledFeed) -> None:
    polled.create(1)
    polled.configured["user"] = "somebody"
    with capture_logs() as logs:
        for _ in range(5):
            assert 270 <= turn(polled) <= 330
    standing = polled.feed.box.polling(SOURCE)
    assert (standing.failures, standing.left_alone_until) == (5, polled.clock() + timedelta(minutes=15))
    assert "401" in (standing.trouble or "")
    assert [log["event"] for log in logs].count("source.troubled") == 5
    assert [log["event"] for log in logs].count("circuit.opened") == 1
    asked = polled.fake.asked
    turn(polled)
    assert polled.fake.asked == asked, "it is left alone"
    polled.clock.move(minutes=15)
    polled.configured["user"] = USER
    with capture_logs() as logs:
        turn(polled)
    assert "circuit.closed" in [log["event"] for log in logs]
    standing = polled.feed.box.polling(SOURCE)
    assert (standing.failures, standing.left_alone_until, standing.trouble) == (0, None, None)
    assert standing.polled_at == polled.clock()


def test_a_source_that_asks_for_an_hour_is_left_alone_for_an_hour(polled: PolledFeed) -> None:
    polled.create(1)
    with polled.polling() as polling:
        polling._poller._table = Resting()  # type: ignore[assignment]
        polling.turn()
    assert polled.feed.box.polling(SOURCE).left_alone_until == polled.clock() + timedelta(hours=1)
    assert 0 < turn(polled) <= 300
    assert polled.fake.asked == 0
    polled.clock.move(hours=1)
    turn(polled)
    assert len(polled.kept()) == 1


class Resting:
    def page(self, query: str, limit: int) -> None:
        raise SourceUnavailable("429", 3600)


def test_it_is_swept_once_a_night(polled: PolledFeed) -> None:
    polled.create(1)
    swept: list[datetime] = []
    polled.clock.now = datetime(2020, 6, 12, 22, 0, tzinfo=UTC)
    for _ in range(16):
        turn(polled)
        standing = polled.feed.box.polling(SOURCE)
        if standing.swept_at and standing.swept_at not in swept:
            swept.append(standing.swept_at)
        polled.clock.move(minutes=30)
    assert [moment.isoformat() for moment in swept] == ["2020-06-12T22:00:00+00:00", "2020-06-13T01:00:00+00:00"]
