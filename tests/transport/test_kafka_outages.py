"""Members of the group while the broker is silent, and while their topic is taken away."""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from unittest.mock import patch

import pytest

from infra.kafka.broker import KafkaBroker
from shared.transport.broker import BrokerUnavailable
from shared.transport.carried import Carried
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS
from tests.transport.carrying import a_fact, facts_of, linked, receive
from tests.transport.kafka_clients import delete
from tests.transport.outages import in_spite_of_outages, receive_in_spite_of_outages
from tests.waiting import until

pytestmark = pytest.mark.integration


def seconds_of(action: Callable[[], object]) -> float:
    begun = monotonic()
    action()
    return monotonic() - begun


def test_a_silent_broker_is_noticed_and_forgiven_and_holds_nobody_up(own_kafka: KafkaBroker) -> None:
    publisher = KafkaPublisher(own_kafka.bootstrap, patience_seconds=2.0)
    in_spite_of_outages(lambda: publisher.publish([Carried(a_fact(1), 0, 0)]))
    with in_spite_of_outages(
        lambda: KafkaSubscription(own_kafka.bootstrap, "projector", patience_seconds=2.0)
    ) as subscription:
        receive_in_spite_of_outages(subscription, 1)
        own_kafka.freeze()
        with pytest.raises(BrokerUnavailable, match="does not answer"):
            until(lambda: bool(subscription.poll(10, 0.2)))
        with pytest.raises(BrokerUnavailable, match="does not answer"):
            publisher.publish([Carried(a_fact(2), 0, 1)])
        assert seconds_of(publisher.close) < 5
        with pytest.raises(BrokerUnavailable, match="does not answer"):
            KafkaSubscription(own_kafka.bootstrap, "another", patience_seconds=2.0)
        own_kafka.thaw()
        in_spite_of_outages(lambda: publisher.publish([Carried(a_fact(2), 0, 1)]))
        receive_in_spite_of_outages(subscription, 2)
        own_kafka.freeze()
        subscription.acknowledge()
        assert seconds_of(subscription.close) < 10
        assert seconds_of(publisher.close) < 5
        own_kafka.thaw()


def test_a_member_outlives_a_broker_that_is_away_for_long(own_kafka: KafkaBroker) -> None:
    publisher = KafkaPublisher(own_kafka.bootstrap, patience_seconds=2.0)
    in_spite_of_outages(lambda: publisher.publish([Carried(a_fact(1), 0, 0)]))
    with in_spite_of_outages(
        lambda: KafkaSubscription(own_kafka.bootstrap, "projector", patience_seconds=1.0)
    ) as subscription:
        receive_in_spite_of_outages(subscription, 1)
        own_kafka.kill()
        # A busy machine may take longer to settle a member. Only while there is no broker does it have to be soon.
        with patch.object(subscription, "_settled_within_seconds", 0.5):
            for _ in range(2):
                with pytest.raises(BrokerUnavailable, match="does not answer"):
                    until(lambda: bool(subscription.poll(10, 0.2)))
        own_kafka.start()
        publisher.close()
        in_spite_of_outages(lambda: publisher.publish([Carried(a_fact(2), 0, 1)]))
        receive_in_spite_of_outages(subscription, 2)
    publisher.close()


def test_a_member_reads_on_when_its_topic_was_deleted_and_filled_again(kafka_bootstrap: str, topic_name: str) -> None:
    topic = replace(CHANGE_EVENTS, name=topic_name)
    publisher = KafkaPublisher(kafka_bootstrap, topic)
    facts = linked(facts_of(["106", "102B", "109", "124"], 40), 8)
    publisher.publish(facts)
    with KafkaSubscription(kafka_bootstrap, topic_name, topic=topic) as subscription:
        receive(subscription, 40)
        subscription.acknowledge()
        delete(kafka_bootstrap, topic_name)
        publisher.incarnation()
        publisher.publish(facts)
        publisher.publish([Carried(a_fact(41), 7, 37)])
        receive_in_spite_of_outages(subscription, 41)
    publisher.close()
