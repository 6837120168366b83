"""The relay ends between sending and saving, again and again: what is sent twice is dropped, and each is counted."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from random import Random

import pytest
from structlog.testing import capture_logs

from services.ingest.relay import Relay
from services.projector.projected import Projected
from services.projector.run import Projection
from shared.eventlog.errors import AnotherRelayIsActive
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS
from tests.faults.audit import audit
from tests.faults.pipeline import PARTITIONS
from tests.histories import entries
from tests.waiting import until

pytestmark = pytest.mark.integration

CRASHES = 20
MOST_FACTS_AT_ONCE = 9


class Crash(BaseException):
    """The end of the process, as far as the relay can tell."""


class EndsBeforeItSaves(RelayProgress):
    """The seat of a relay that dies when all it sent is acknowledged, and nothing of that is saved."""

    def save(self, positions: Mapping[int, int]) -> None:
        raise Crash


def test_whatever_a_crashed_relay_sends_again_is_dropped_and_counted(
    database: str, kafka_bootstrap: str, topic_name: str, fault_size: int
) -> None:
    random, topic = Random(9), replace(CHANGE_EVENTS, name=topic_name)
    counts = [random.randint(1, MOST_FACTS_AT_ONCE) for _ in range(CRASHES * fault_size)]
    told, sent_again = iter(entries(sum(counts), seed=6)), 0
    with EventLog.open(database) as log:
        for number, count in enumerate(counts, 1):
            log.import_entries([next(told) for _ in range(count)])
            # Now and then the next one ends in the same way.
            for _ in range(2 if number % 5 == 0 else 1):
                with pytest.raises(Crash):
                    relayed(log, database, kafka_bootstrap, topic_name, EndsBeforeItSaves)
                sent_again += count
            assert relayed(log, database, kafka_bootstrap, topic_name, RelayProgress) == log.head()

        with (
            RowStore(database) as store,
            KafkaSubscription(kafka_bootstrap, topic_name, topic=topic) as subscription,
            capture_logs() as said,
        ):
            projection, total = Projection(subscription, log, store, topic_name, PARTITIONS), Projected()
            expected = Projected(facts=sum(counts), repeats=sent_again)

            def all_has_come() -> bool:
                nonlocal total
                total = total.plus(projection.step(0.2) or Projected())
                return total.facts + total.repeats >= expected.facts + expected.repeats

            until(all_has_come)
        assert total == expected
    assert sum(line["records"] for line in said if line["event"] == LogEvent.REPEATS_DROPPED) == sent_again
    audit(database, facts=sum(counts))


def relayed(log: EventLog, url: str, bootstrap: str, topic_name: str, seat: type[RelayProgress]) -> int:
    """By a fresh relay, up to the head of the log."""
    publisher = KafkaPublisher(bootstrap, replace(CHANGE_EVENTS, name=topic_name))
    relay, reached = Relay(log, publisher, partial(seat.claim, url)), list[int]()

    def has_its_turn() -> bool:
        # The server may not have seen yet that the one before is gone.
        with suppress(AnotherRelayIsActive):
            reached.append(relay.pump())
        return bool(reached)

    try:
        until(has_its_turn, within_seconds=10)
    finally:
        relay.close()
    return reached[0]
