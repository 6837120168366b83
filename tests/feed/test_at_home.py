"""The feed inside one process, as `secchange up` has it; and what a crash between reading and following leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.ingest.feed.at_home import FeedAtHome
from services.ingest.feed.reader import FeedReader
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from tests.feed.path import FeedPath
from tests.feed.tickets import NOW, revision

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
ACCEPTED = revision(1, "accepted", "2020-03-26", accepted_on=date(2020, 3, 26))


@pytest.fixture
def at_home(database: str, tmp_path: Path, feed: FeedPath) -> Iterator[FeedAtHome]:
    with (
        EventLog.open(database) as log,
        FeedBox(database, Sealer(tmp_path / "keys")) as box,
        FeedAtHome(database, log, box, feed.sources, lambda: NOW) as made,
    ):
        yield made


def types(feed: FeedPath) -> list[str]:
    return [type(told.fact).__name__ for told in feed.standing()]


def test_what_waits_is_read_and_followed(feed: FeedPath, at_home: FeedAtHome) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    at_home.pump()
    assert types(feed) == ["AssessmentAccepted"]
    feed.deliver(revision(2, "returned", "2020-05-01", accepted_on=date(2020, 3, 26), returned_on=date(2020, 5, 1)))
    at_home.pump()
    assert types(feed) == ["AssessmentAccepted", "AssessmentReturned"]


def test_what_was_read_and_not_followed_is_followed_at_the_next_start(feed: FeedPath, at_home: FeedAtHome) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    FeedReader(feed.box, feed.log, feed.sources).pump(NOW)
    assert types(feed) == []
    at_home.pump()
    assert types(feed) == ["AssessmentAccepted"]
