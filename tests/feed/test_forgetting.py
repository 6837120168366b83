"""What really came in a month is forgotten by whoever may, and what it told stays."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.ingest.feed.forgetting import NotForgotten, forget_month, forget_what_is_due
from services.ingest.feed.quarantine import Quarantine
from shared.domain.facts import FeedMonthForgotten
from shared.feed.items import items_of
from shared.inbox.box import FeedBox
from shared.inbox.sealing import CannotOpen, Sealer
from tests.feed.path import FeedPath, as_json
from tests.feed.tickets import SOURCE, revision

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
ACCEPTED = revision(1, "accepted", "2020-03-26")
MONTH = f"{datetime.now(UTC):%Y-%m}"
YEAR = int(MONTH[:4])
SOON, LONG_AFTER = datetime(YEAR + 1, 12, 31, tzinfo=UTC), datetime(YEAR + 3, 1, 1, tzinfo=UTC)


def forget(feed: FeedPath, now: datetime = LONG_AFTER, by: str = "Ann", agreed_by: str | None = None) -> int:
    sealed = forget_month(
        feed.box, feed.log, feed.rows, MONTH, now, by=by, reason="Its time is over.", agreed_by=agreed_by
    )
    return sum(each.deliveries for each in sealed)


def test_a_month_is_forgotten_and_what_it_told_stays(feed: FeedPath, database: str, tmp_path: Path) -> None:
    feed.known(MP106)
    kept = feed.deliver(ACCEPTED)
    feed.work()
    with FeedBox(database, Sealer(tmp_path / "keys")) as elsewhere:
        waiting = elsewhere.receipt(kept.receipt)
        assert waiting and elsewhere.opened(waiting)
        assert (forget(feed), forget(feed)) == (1, 1)
        with pytest.raises(CannotOpen, match="thrown away"):
            elsewhere.opened(waiting)
    told = [each for each in feed.log.history(f"feed/{SOURCE}") if isinstance(each.fact, FeedMonthForgotten)]
    assert [(each.fact, each.entry.actor and each.entry.actor.person) for each in told] == [
        (FeedMonthForgotten(month=MONTH, deliveries=1, reason="Its time is over."), "Ann")
    ]
    assert len(feed.standing()) == 1


def test_what_was_kept_for_24_months_is_forgotten_unless_something_of_it_waits(feed: FeedPath) -> None:
    feed.deliver(ACCEPTED)
    feed.work()
    assert forget_what_is_due(feed.box, feed.log, feed.rows, SOON) == []
    assert forget_what_is_due(feed.box, feed.log, feed.rows, LONG_AFTER) == [], "it is in the quarantine"
    [item] = feed.quarantined()
    Quarantine(feed.box, feed.log, feed.sources, feed.rows).archive(
        [items_of(feed.log.history(f"feed/{SOURCE}"))[item.item]], "Ann", LONG_AFTER
    )
    assert forget_what_is_due(feed.box, feed.log, feed.rows, LONG_AFTER) == [MONTH]
    assert forget_what_is_due(feed.box, feed.log, feed.rows, LONG_AFTER) == []
    [told] = [each for each in feed.log.history(f"feed/{SOURCE}") if isinstance(each.fact, FeedMonthForgotten)]
    assert told.entry.actor and told.entry.actor.person is None, "nobody did it: it was time"


def test_within_24_months_it_takes_two_persons(feed: FeedPath) -> None:
    feed.deliver(ACCEPTED)
    feed.work()
    for agreed_by in (None, "Ann"):
        with pytest.raises(NotForgotten, match="second person"):
            forget(feed, SOON, agreed_by=agreed_by)
    with pytest.raises(NotForgotten, match="quarantine"):
        forget(feed, SOON, agreed_by="Ben")
    feed.known(MP106)
    feed.deliver(as_json(ACCEPTED) | {"revision": 2})
    with pytest.raises(NotForgotten, match="not been read"):
        forget(feed)


def test_a_month_that_is_not_over_is_kept(feed: FeedPath) -> None:
    with pytest.raises(NotForgotten, match="not over"):
        forget(feed, datetime.now(UTC), agreed_by="Ben")
