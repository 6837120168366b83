"""A made-up history of any length keeps as many modifications open, and is the same each time."""

from collections import Counter

from tests.long_histories import entries


def test_as_many_are_open_at_the_end_as_were_asked_for() -> None:
    last = {told.stream: told.type for told in entries(3_000, open_items=50) if "/" not in told.stream}
    assert len(last) > 100
    still_open = [stream for stream, fact in last.items() if fact != "ProposalImplemented"]
    assert 40 <= len(still_open) <= 50


def test_as_published_as_many_of_the_open_ones_end_in_a_year_as_the_papers_tell_of() -> None:
    """Of 60, 23 were concluded in 12 months, and 18 assessments were completed: of 300, about 115 and 90."""
    told = list(entries(18_600, open_items=300, days=726, as_published=True))
    ends = [each for each in told if each.type in ("ProposalImplemented", "ProposalWithdrawn")]
    raised = [each for each in told if each.type == "ProposalRaised"]
    assert 290 <= len(raised) - len(ends) <= 300
    in_the_second_year = [each.type for each in told if each.day.year == 2015]
    assert 80 <= sum(type in ("ProposalImplemented", "ProposalWithdrawn") for type in in_the_second_year) <= 160
    assert 60 <= in_the_second_year.count("AssessmentReturned") <= 180


def test_the_same_seed_gives_the_same_facts_and_what_is_known_rises() -> None:
    told = list(entries(1_000, open_items=20))
    assert told == list(entries(1_000, open_items=20))
    assert [each.known_at for each in told] == sorted(each.known_at for each in told)
    assert max(Counter(each.known_at for each in told).values()) == 1
    assert len(told) == 1_000
