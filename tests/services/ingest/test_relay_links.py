"""Each fact names the one before it in its partition, and the log alone says which that is."""

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.relay_links import Links
from shared.transport.carried import Carried, partition_of
from tests.transport.carrying import a_fact, linked


def test_the_partition_of_a_stream_never_changes() -> None:
    streams = ("106", "102B", "release/2020-11", "meeting/panel/2020-06-19")
    assert [partition_of(stream, 8) for stream in streams] == [7, 5, 3, 5]


def test_the_first_fact_of_a_partition_has_none_before_it() -> None:
    carried, _ = Links.after({}, 8).link([a_fact(7, "106")])
    assert carried == (Carried(a_fact(7, "106"), partition=7, previous=0),)


def test_gaps_in_the_positions_are_no_gaps_in_the_links() -> None:
    carried, links = Links.after({}, 8).link([a_fact(3, "106"), a_fact(11, "106"), a_fact(12, "102B")])
    assert [(one.fact.position, one.partition, one.previous) for one in carried] == [(3, 7, 0), (11, 7, 3), (12, 5, 0)]
    assert links.last == {0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 12, 6: 0, 7: 11}


def test_what_a_partition_already_has_is_not_linked_again() -> None:
    facts = [a_fact(3, "106"), a_fact(11, "106"), a_fact(12, "102B"), a_fact(13, "106")]
    carried, _ = Links.after({7: 11}, 8).link(facts)
    assert [(one.fact.position, one.previous) for one in carried] == [(12, 0), (13, 11)]


def test_reading_goes_on_where_every_partition_is_served() -> None:
    assert Links.after({0: 9, 1: 4}, 2).position == 4
    assert Links.after({1: 4}, 2).position == 0


@given(
    streams=st.lists(st.sampled_from(["106", "109", "102B", "release/2020-11", "paper/2020-06"]), max_size=60),
    stops=st.lists(st.integers(0, 60), max_size=6).map(sorted),
    count=st.integers(1, 8),
)
def test_links_do_not_depend_on_where_the_relay_was_stopped(streams: list[str], stops: list[int], count: int) -> None:
    facts = [a_fact(2 * place + 1, stream) for place, stream in enumerate(streams)]
    links, carried = Links.after({}, count), list[Carried]()
    for stop in (*stops, len(facts)):
        links = Links.after({partition: last for partition, last in links.last.items() if last}, count)
        page, links = links.link([fact for fact in facts[:stop] if fact.position > links.position])
        carried += page
    assert carried == linked(facts, count)
