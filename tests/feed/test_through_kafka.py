"""A feed as feeds are, through the real broker: exactly the facts that are true, and every trouble kept by name."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from services.ingest.feed.service import FeedThreads
from services.ingest.feed.sources import Sources, SourceSettings
from shared.domain.codec import recorded
from shared.domain.facts import TicketQuarantined
from shared.domain.history import effective
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery
from shared.inbox.sealing import Sealer
from shared.transport.carried import Carried
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import QUARANTINE, TICKET_REVISIONS, Topic
from tests import given as notation
from tests.feed.crowd import Truth, deliveries, truths
from tests.feed.path import event
from tests.feed.tickets import SOURCE
from tests.waiting import until

pytestmark = pytest.mark.integration

SOURCES = Sources(sources={SOURCE: SourceSettings()})
DELIVERIES, TICKETS = 5_000, 880


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as opened:
        yield opened


def test_5000_deliveries_lead_to_exactly_the_facts_that_are_true(
    database: str, kafka_bootstrap: str, topic_name: str, log: EventLog, tmp_path: Path, fault_size: int
) -> None:
    random = Random(20200612)
    lives = truths(random, TICKETS * fault_size)
    log.import_entries(
        told
        for truth in lives
        for told in notation.entries(f"2018-12-03  MP{truth.number}  ProposalConverted  route=refinement")
    )
    sent = list(deliveries(random, lives))
    assert len(sent) >= DELIVERIES * fault_size
    topic = replace(TICKET_REVISIONS, name=topic_name)
    keys = tmp_path / "keys"
    quarantine = replace(QUARANTINE, name=f"{topic_name}.quarantine")
    with FeedThreads(database, kafka_bootstrap, topic, keys, SOURCES, quarantine=quarantine):
        with FeedBox(database, Sealer(keys)) as box:
            for first in range(0, len(sent), 100):
                page = sent[first : first + 100]
                box.keep(
                    [
                        Delivery(SOURCE, "webhook", f"d{first + n}", json.dumps(event(each.ticket)).encode())
                        for n, each in enumerate(page)
                    ]
                )
            until(lambda: not box.waiting(1), 240, every_seconds=0.1)
        until(lambda: all(told(log, truth) == truth.expected() for truth in lives), 240, every_seconds=1)
        carried = set_aside_on(kafka_bootstrap, quarantine, len(quarantined(log)))
    assert carried == quarantined(log), "the topic of what was set aside, in the order of the log"
    reasons = Counter(item.reason for item in quarantined(log))
    troubles = Counter(each.trouble for each in sent if each.trouble)
    assert reasons == troubles


def set_aside_on(bootstrap: str, topic: Topic, count: int) -> list[TicketQuarantined]:
    """What is on the topic, once so many are; repeats count once."""
    found: dict[int, TicketQuarantined] = {}
    with KafkaSubscription(bootstrap, f"{topic.name}.reader", topic=topic) as subscription:

        def has_come() -> bool:
            for record in subscription.poll(500, 1.0):
                if isinstance(record, Carried):
                    fact = recorded(record.fact).fact
                    assert isinstance(fact, TicketQuarantined)
                    found[record.fact.position] = fact
            return len(found) >= count

        until(has_come, 60)
    return [found[position] for position in sorted(found)]


def told(log: EventLog, truth: Truth) -> list[tuple[str, str]]:
    """What the log says of it now."""
    history = effective(log.history(str(truth.number)))
    return sorted((type(r.fact).__name__, r.day.isoformat()) for r in history if r.fact.OF_AN_ASSESSMENT)


def quarantined(log: EventLog) -> list[TicketQuarantined]:
    return [r.fact for r in log.history(f"feed/{SOURCE}") if isinstance(r.fact, TicketQuarantined)]
