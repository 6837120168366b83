"""How the service of the feed goes about its work."""

import pytest

from services.ingest.feed.service import gather_seconds


@pytest.mark.parametrize(
    ("tickets", "seconds"), [(0, 0.0), (1, 0.04), (4, 0.04), (5, 0.05), (9, 0.09), (10, 0.1), (5_000, 0.1)]
)
def test_the_more_come_at_once_the_longer_others_are_waited_for_from_a_25th_up_to_a_tenth_of_a_second(
    tickets: int, seconds: float
) -> None:
    """Where nothing came, whatever comes next is read at once."""
    assert gather_seconds(tickets) == pytest.approx(seconds)
