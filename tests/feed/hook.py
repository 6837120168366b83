"""The webhook as a sender comes to it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import SecretStr
from standardwebhooks import Webhook as Signer

from services.ingest.feed.entry_desk import EntryDesk
from services.ingest.feed.sources import Sources, SourceSettings
from services.ingest.feed.webhook import Webhook
from services.ingest.tokens import Tokens
from services.ingest.web.app import add_commands
from services.ingest.web.deliveries import EVENTS
from services.ingest.web.feed import add_feed
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.web.problem import add_faults
from tests.feed.path import event
from tests.feed.tickets import NOW, SOURCE
from tests.services.ingest.web.giving import Givers

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SOURCES = Sources(sources={SOURCE: SourceSettings(secrets=(SecretStr(SECRET),))})

__all__ = ["SECRET", "SOURCES", "Hook", "add_commands", "hook"]


@dataclass
class Hook:
    """`client` speaks to the application."""

    client: TestClient
    box: FeedBox
    givers: Givers

    def send(self, *tickets: dict[str, Any], id: str = "d1", dry_run: bool = False) -> Response:
        """Signed, as one event or as a batch."""
        events = [event(ticket) for ticket in tickets]
        body = json.dumps(events[0] if len(events) == 1 else events).encode()
        return self.send_bytes(body, id=id, dry_run=dry_run)

    def send_bytes(
        self,
        body: bytes,
        *,
        id: str = "d1",
        media_type: str = "application/cloudevents+json",
        at: datetime = NOW,
        dry_run: bool = False,
        **headers: str,
    ) -> Response:
        signature = Signer(SECRET).sign(id, at, body.decode("latin-1" if not _is_utf_8(body) else "utf-8"))
        signed = {
            "webhook-id": id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signature,
            "content-type": media_type,
        }
        parameters = {"dry_run": "true"} if dry_run else {}
        return self.client.post(EVENTS, content=body, headers=signed | headers, params=parameters)

    def receipt(self, number: str) -> Response:
        token = self.givers.token("dcc", "Engineer One")
        return self.client.get(f"/feeds/dcc/v1/receipts/{number}", headers={"Authorization": f"Bearer {token}"})


@contextmanager
def hook(box: FeedBox, log: EventLog) -> Iterator[Hook]:
    app, givers = FastAPI(), Givers(Tokens(None))
    add_faults(app)
    webhook = Webhook(box, log, SOURCES, now=lambda: NOW)
    add_feed(app, webhook, givers.tokens, EntryDesk(box, log, SOURCES, lambda: NOW))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Hook(client, box, givers)
    webhook.close()


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
