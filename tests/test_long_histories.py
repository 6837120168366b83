"""A made-up history of any length keeps as many modifications open, and is the same each time."""

from collections import Counter

from tests.long_histories import entries


def test_as_many_are_open_at_the_end_as_were_asked_for() -> None:
    last = {told.stream: told.type for told in entries(3_000, open_items=50) if "/" not in told.stream}
    assert len(last) > 100
    still_open = [stream for stream, fact in last.items() if fact != "ProposalImplemented"]
    assert 40 <= len(still_open) <= 50


def test_as_published_as_many_come_to_an_end_in_a_year_as_the_paper_of_june_2020_tells_of() -> None:
    """Of 60 open ones 23 are concluded, and 18 assessments completed. The first years are unlike the later ones."""
    told = list(entries(18_600, open_items=60, days=3_630, as_published=True))
    seven_years = Counter(each.type for each in told if 2017 <= each.day.year <= 2023)
    assert 7 * 19 <= seven_years["ProposalImplemented"] + seven_years["ProposalWithdrawn"] <= 7 * 27
    assert 7 * 14 <= seven_years["AssessmentReturned"] <= 7 * 22
    of_all = Counter(each.type for each in told)
    ended = of_all["ProposalImplemented"] + of_all["ProposalWithdrawn"]
    assert 57 <= of_all["ProposalRaised"] - ended <= 60


def test_the_same_seed_gives_the_same_facts_and_what_is_known_rises() -> None:
    told = list(entries(1_000, open_items=20))
    assert told == list(entries(1_000, open_items=20))
    assert [each.known_at for each in told] == sorted(each.known_at for each in told)
    assert max(Counter(each.known_at for each in told).values()) == 1
    assert len(told) == 1_000
