"""A feed as feeds are, through the real broker: exactly the facts that are true, and every trouble kept by name."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook as Signer

from services.ingest.feed.service import FeedThreads, Topics
from services.ingest.feed.signatures import NotSigned
from services.ingest.feed.sources import Sources, SourceSettings
from services.ingest.feed.webhook import Receipt, Webhook
from shared.domain.codec import recorded
from shared.domain.facts import TicketQuarantined
from shared.domain.history import effective
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from shared.transport.carried import Carried
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import Topic
from tests import given as notation
from tests.feed.crowd import Sent, Truth, deliveries, truths
from tests.feed.path import event
from tests.feed.tickets import SOURCE
from tests.waiting import until

pytestmark = pytest.mark.integration

OLD, NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
ROTATION = (((OLD,), OLD), ((OLD, NEW), OLD), ((OLD, NEW), NEW), ((NEW,), NEW))
"""The secrets that are known here, and the one that the sender signs with: in four parts of the whole."""
AT_ONCE = 100
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
        for number in dict.fromkeys(truth.number for truth in lives)
        for told in notation.entries(f"2018-12-03  MP{number}  ProposalConverted  route=refinement")
    )
    sent = list(deliveries(random, lives))
    assert len(sent) >= DELIVERIES * fault_size
    topics, keys, patience = Topics.beside(topic_name), tmp_path / "keys", 240.0 * fault_size
    with (
        FeedThreads(database, kafka_bootstrap, topics, keys, known()),
        FeedBox(database, Sealer(keys)) as box,
    ):
        asyncio.run(through_the_webhook(sent, box, log))
        until(lambda: not box.waiting(1), patience, every_seconds=0.1)
        left = list(lives)
        until(lambda: not still_untrue(log, left), patience, every_seconds=0.5)
        counted = Counter({code: count for _, code, count in box.turned_away()})
        carried = set_aside_on(kafka_bootstrap, topics.quarantine, len(quarantined(log)))
    good = Counter((each.ticket["ticket_id"], each.ticket["revision"]) for each in sent if not each.trouble)
    assert counted == {
        "duplicate": good.total() - len(good),
        "not-signed": 1,  # by the old secret, once it was not known any more
    }
    assert carried == quarantined(log), "the topic of what was set aside, in the order of the log"
    assert still_untrue(log, list(lives)) == []
    assert {stream for stream in log.streams() if not stream.startswith(("ticket/", "feed/"))} == {
        str(truth.number) for truth in lives
    }
    reasons = Counter(item.reason for item in quarantined(log))
    troubles = Counter(each.trouble for each in sent if each.trouble)
    assert reasons == troubles


async def through_the_webhook(sent: Sequence[Sent], box: FeedBox, log: EventLog) -> None:
    """Each with its signature, many at once, and in the middle with another secret."""
    part = -(-len(sent) // len(ROTATION))
    for place, (secrets, signed_with) in enumerate(ROTATION):
        webhook = Webhook(box, log, known(*secrets))
        first, end = place * part, min((place + 1) * part, len(sent))
        for start in range(first, end, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, end))
            taken = [webhook.take(*signed(sent[number].ticket, f"d{number}", signed_with)) for number in numbers]
            assert all(isinstance(each, Receipt) and not each.again for each in await asyncio.gather(*taken))
        webhook.close()
    webhook = Webhook(box, log, known(NEW))
    with pytest.raises(NotSigned):
        await webhook.take(*signed(sent[0].ticket, "late", OLD))
    webhook.close()


def known(*secrets: str) -> Sources:
    return Sources(sources={SOURCE: SourceSettings(secrets=tuple(map(SecretStr, secrets)))})


def signed(ticket: Any, id: str, secret: str) -> tuple[dict[str, str], bytes]:
    body, now = json.dumps(event(ticket)), datetime.now(UTC)
    signature = Signer(secret).sign(id, now, body)
    headers = {"webhook-id": id, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}
    return headers, body.encode()


def still_untrue(log: EventLog, lives: list[Truth]) -> list[Truth]:
    """Those from the first on of which the log does not say what is true; the others are taken out."""
    while lives and told(log, lives[-1]) == lives[-1].expected():
        lives.pop()
    return lives


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
    own = [r for r in history if r.fact.OF_AN_ASSESSMENT and r.entry.source.ref == f"{SOURCE}|{truth.ticket_id}"]
    return sorted((type(r.fact).__name__, r.day.isoformat()) for r in own)


def quarantined(log: EventLog) -> list[TicketQuarantined]:
    return [r.fact for r in log.history(f"feed/{SOURCE}") if isinstance(r.fact, TicketQuarantined)]
