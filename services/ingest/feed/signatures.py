"""PURE. Who sent a delivery: the Standard Webhooks signature over its raw bytes.

The package makes the signature; what is compared is the text of it, since Base64 can spell one signature in several
ways, and the moment must be plain seconds, since a number can be spelled in several ways too.
"""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from standardwebhooks import Webhook

from services.ingest.feed.sources import Sources

TOLERANCE = timedelta(minutes=5)
"""Before and after the moment that is signed, both ends included."""

_ID = re.compile(r"[\x21-\x2d\x2f-\x7e]{1,200}")  # visible, and no full stop: it parts what is signed
_SECONDS = re.compile(r"[1-9][0-9]{0,11}")


class NotSigned(Exception):
    """Nobody that is known here has signed it. The message says what was wrong, and nothing of any secret."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A delivery whose sender is known."""

    source: str
    id: str


def sender_of(headers: Mapping[str, str], body: bytes, sources: Sources, now: datetime) -> Signed:
    """The source whose secret signed exactly these bytes, under this id and at this moment. Raises NotSigned."""
    id, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not _ID.fullmatch(id):
        raise NotSigned("expected the header webhook-id, of 1 to 200 visible characters without a full stop")
    if not _SECONDS.fullmatch(seconds):
        raise NotSigned("expected the header webhook-timestamp, in whole seconds since 1970")
    moment = datetime.fromtimestamp(int(seconds), UTC) if int(seconds) < 2**37 else datetime.max.replace(tzinfo=UTC)
    if abs(now - moment) > TOLERANCE:
        raise NotSigned(f"webhook-timestamp is more than {TOLERANCE.seconds // 60} minutes from now: look at the clock")
    passed = headers.get("webhook-signature", "").split(" ")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise NotSigned("the body is not UTF-8") from None
    for source, secret in _secrets(sources):
        expected = _signer(secret).sign(id, moment, text)
        if any(hmac.compare_digest(expected.encode(), each.encode()) for each in passed):
            return Signed(source, id)
    raise NotSigned("the signature is none of a source that is configured here")


@lru_cache(maxsize=64)
def _signer(secret: str) -> Webhook:
    return Webhook(secret)


def _secrets(sources: Sources) -> Iterable[tuple[str, str]]:
    for source, settings in sources.sources.items():
        for secret in settings.secrets:
            yield source, secret.get_secret_value()
