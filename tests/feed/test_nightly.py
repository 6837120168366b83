"""Both sides are compared by a thread of its own over projected rows, once a night however often it restarts."""

from datetime import time
from pathlib import Path

import pytest

from services.cli.carrier import Carrier
from services.ingest.feed.clock import now
from services.ingest.feed.nightly import nightly
from services.ingest.feed.reconciling import reconcile_if_due
from shared.domain.facts import FeedReconciled
from shared.rowstore.on_demand import RowsOnDemand
from shared.rowstore.store import RowStore
from tests.feed.path import FeedPath
from tests.feed.tickets import SOURCE, revision
from tests.waiting import until

pytestmark = pytest.mark.integration

MIDNIGHT = time(0, 0)


def test_after_its_hour_it_is_done_once_and_not_again_after_a_restart(
    feed: FeedPath, database: str, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "2020-01.key").write_bytes(bytes(32))
    feed.known("2020-01-02  MP106  ProposalConverted  route=refinement")
    feed.deliver(revision(1, "accepted", "2020-03-26"))
    feed.work()
    with RowStore(database) as store, Carrier(feed.log, store) as carrier:
        carrier.pump()
        with nightly(database, MIDNIGHT, keys):
            until(lambda: bool(made(feed)), 20)
            carrier.pump()  # what was told of the comparison; it waits for that
            until(lambda: not (keys / "2020-01.key").exists(), 20)
        assert (keys / f"{now():%Y-%m}.key").exists(), "only what is past its time is forgotten"
        carrier.pump()
        assert not reconcile_if_due(feed.log, lambda: RowsOnDemand(store, feed.log.head()), MIDNIGHT, now())
        with nightly(database, MIDNIGHT, keys):
            pass
        assert [(each.compared, each.differences) for each in made(feed)] == [(1, 3)]


def made(feed: FeedPath) -> list[FeedReconciled]:
    return [told.fact for told in feed.log.history(f"feed/{SOURCE}") if isinstance(told.fact, FeedReconciled)]
