"""The log reaches the topic whole and in order, whatever stops the relay."""

from collections.abc import Mapping
from threading import Event, Thread
from time import monotonic

import pytest

from services.ingest.relay import Relay, pause_seconds
from shared.eventlog.errors import AnotherRelayIsActive
from shared.transport.carried import Carried
from shared.transport.memory import MemoryBroker, MemoryPublisher
from tests.services.ingest.relaying import ListedFacts, RememberedSeat, receive_up_to, taken_in
from tests.transport.carrying import MODIFICATIONS, a_fact, facts_of, linked, positions, receive
from tests.waiting import until


class DiesBeforeItSaves(RememberedSeat):
    """The relay's process ends between the acknowledgement and the saving of its second page."""

    saved = 0

    def save(self, positions: Mapping[int, int], /) -> None:
        self.saved += 1
        if self.saved == 2:
            raise KeyboardInterrupt
        super().save(positions)


def on_the_topic(broker: MemoryBroker) -> list[Carried]:
    """Everything published, by partition."""
    return [one for partition in broker.partitions for one in partition]


def relay_to(
    broker: MemoryBroker, facts: ListedFacts, seat: RememberedSeat | None = None, facts_per_page: int = 40
) -> Relay:
    seat = seat or RememberedSeat()
    return Relay(facts, broker.publisher(), lambda _: seat, facts_per_page=facts_per_page)


def test_everything_up_to_the_head_is_relayed_with_its_links() -> None:
    broker, facts = MemoryBroker(), facts_of(MODIFICATIONS, 100)
    assert relay_to(broker, ListedFacts(facts)).pump() == 100
    assert sorted(on_the_topic(broker), key=lambda one: one.fact.position) == linked(facts, 8)


def test_nothing_is_relayed_twice_without_a_reason() -> None:
    broker, facts = MemoryBroker(), ListedFacts(facts_of(MODIFICATIONS, 100))
    relay = relay_to(broker, facts)
    relay.pump()
    facts.add([a_fact(101)])
    assert relay.pump() == 101
    assert sorted(positions(on_the_topic(broker))) == list(range(1, 102))


def test_an_empty_log_is_relayed_up_to_nothing() -> None:
    broker = MemoryBroker()
    assert relay_to(broker, ListedFacts()).pump() == 0
    assert on_the_topic(broker) == []


def test_a_crash_between_sending_and_saving_makes_repeats_and_nothing_else() -> None:
    broker, facts, seat = MemoryBroker(), facts_of(MODIFICATIONS, 100), DiesBeforeItSaves()
    with pytest.raises(KeyboardInterrupt):
        relay_to(broker, ListedFacts(facts), seat).pump()
    assert relay_to(broker, ListedFacts(facts), seat).pump() == 100
    sent = on_the_topic(broker)
    assert sorted(positions(sent)) == sorted([*range(1, 101), *range(41, 81)])
    assert set(sent) == set(linked(facts, 8)), "a repeat names the same position and the same one before it"
    assert sorted(positions(taken_in(sent))) == list(range(1, 101))


def test_links_after_any_number_of_restarts_are_those_made_from_scratch() -> None:
    broker, facts, seat = MemoryBroker(), facts_of(MODIFICATIONS, 100), RememberedSeat()
    for end in (1, 2, 37, 99, 100):
        relay_to(broker, ListedFacts(facts[:end]), seat, facts_per_page=7).pump()
    assert sorted(on_the_topic(broker), key=lambda one: one.fact.position) == linked(facts, 8)


def test_what_is_projected_already_is_not_carried_again_in_one_process() -> None:
    broker, facts = MemoryBroker(), [a_fact(1, "106"), a_fact(2, "102B"), a_fact(3, "106"), a_fact(4, "102B")]
    # Partition 7, of 106, is projected up to position 3; partition 5, of 102B, up to position 2.
    relay_to(broker, ListedFacts(facts), RememberedSeat({7: 3, 5: 2})).pump()
    assert on_the_topic(broker) == [Carried(facts[3], partition=5, previous=2)]


def test_whatever_is_appended_is_relayed_until_the_relay_is_told_to_stop() -> None:
    broker, facts, stop = MemoryBroker(), ListedFacts(facts_of(MODIFICATIONS, 10)), Event()
    running = Thread(target=relay_to(broker, facts).run_until, args=(stop,))
    running.start()
    with broker.subscription("projector") as subscription:
        receive_up_to(subscription, 10)
        facts.add([a_fact(11)])
        assert positions(receive(subscription, 1)) == [11]
    stop.set()
    begun = monotonic()
    running.join(timeout=10)
    assert monotonic() - begun < 3


def test_the_topic_is_looked_at_now_and_then_and_not_after_each_fact() -> None:
    broker, facts, stop = MemoryBroker(), ListedFacts(), Event()
    publisher = AskedPublisher(broker)
    relay = Relay(facts, publisher, lambda incarnation: RememberedSeat(), look_every_seconds=60)
    running = Thread(target=relay.run_until, args=(stop,))
    running.start()
    with broker.subscription("projector") as subscription:
        for position in range(1, 21):
            facts.add([a_fact(position)])
            assert positions(receive(subscription, 1)) == [position]
    stop.set()
    facts.add([a_fact(21)])
    running.join(timeout=10)
    assert not running.is_alive()
    assert publisher.asked == 2, "once to take it up, and once after what the log held then"


class AskedPublisher(MemoryPublisher):
    """Counts how often the topic was asked for."""

    asked = 0

    def incarnation(self) -> str:
        self.asked += 1
        return super().incarnation()


def test_a_relay_without_a_seat_waits_until_the_other_gives_it_up() -> None:
    broker, facts, taken, stop, refusals = MemoryBroker(), ListedFacts([a_fact(1)]), Event(), Event(), list[str]()
    taken.set()

    def claim(incarnation: str) -> RememberedSeat:
        if taken.is_set():
            refusals.append(incarnation)
            raise AnotherRelayIsActive("another relay carries the log")
        return RememberedSeat()

    running = Thread(target=Relay(facts, broker.publisher(), claim, look_every_seconds=0.02).run_until, args=(stop,))
    running.start()
    until(lambda: len(refusals) > 2)
    assert on_the_topic(broker) == []
    taken.clear()
    with broker.subscription("projector") as subscription:
        assert positions(receive_up_to(subscription, 1)) == [1]
    stop.set()
    running.join(timeout=10)


def test_pauses_grow_and_stay_bounded() -> None:
    assert [pause_seconds(failures) for failures in (1, 2, 3, 4, 5, 1000)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
