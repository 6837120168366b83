"""A fake ServiceNow before a real inbox."""

from collections.abc import Iterator

import pytest

from tests.feed.path import FeedPath
from tests.feed.servicenow.polled import PolledFeed, polled_feed


@pytest.fixture
def polled(feed: FeedPath) -> Iterator[PolledFeed]:
    with polled_feed(feed) as made:
        yield made
