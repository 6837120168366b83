"""Nobody forges: only what a known secret signed, at this moment, in exactly these bytes and words, is taken."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook

from services.ingest.feed.signatures import NotSigned, sender_of
from services.ingest.feed.sources import Sources, SourceSettings
from tests.feed.tickets import SOURCE

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_" + "B" * 32
ID, SECONDS = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
"""The reference vector of Standard Webhooks."""
NOW = datetime.fromtimestamp(SECONDS, UTC)
HEADERS = {"webhook-id": ID, "webhook-timestamp": str(SECONDS), "webhook-signature": SIGNATURE}
SOURCES = Sources(sources={SOURCE: SourceSettings(secrets=(SecretStr(SECRET),))})


def test_the_reference_vector_is_taken() -> None:
    assert sender_of(HEADERS, BODY, SOURCES, NOW).source == SOURCE


@pytest.mark.parametrize("seconds", [-300, -299, -1, 0, 1, 299, 300])
def test_a_clock_may_differ_by_five_minutes(seconds: int) -> None:
    assert sender_of(HEADERS, BODY, SOURCES, NOW + timedelta(seconds=seconds)).id == ID


@pytest.mark.parametrize("seconds", [-86_400, -302, -301, -300.000001, 300.000001, 301, 302, 86_400])
def test_a_clock_may_not_differ_by_more(seconds: float) -> None:
    with pytest.raises(NotSigned, match="5 minutes"):
        sender_of(HEADERS, BODY, SOURCES, NOW + timedelta(seconds=seconds))


def test_while_a_secret_is_replaced_either_is_taken() -> None:
    both = Sources(sources={SOURCE: SourceSettings(secrets=(SecretStr(OTHER), SecretStr(SECRET)))})
    assert sender_of(HEADERS, BODY, both, NOW).source == SOURCE
    with_new = Webhook(OTHER).sign(ID, NOW, BODY.decode())
    assert sender_of(HEADERS | {"webhook-signature": with_new}, BODY, both, NOW).source == SOURCE
    assert sender_of(HEADERS | {"webhook-signature": f"{with_new} {SIGNATURE}"}, BODY, SOURCES, NOW).source == SOURCE


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-timestamp": "1614265330.0"},
        {"webhook-timestamp": " 1614265330"},
        {"webhook-timestamp": "1_614_265_330"},
        {"webhook-timestamp": "01614265330"},
        {"webhook-timestamp": "9" * 40},
        {"webhook-id": ""},
        {"webhook-id": ID + "."},
        {"webhook-signature": SIGNATURE.replace("v1", "v2")},
        {"webhook-signature": SIGNATURE.replace("v1,", "v1,v1,")},
        {"webhook-signature": SIGNATURE[:-1]},
        {"webhook-signature": SIGNATURE.replace("E=", "F=")},
        {"webhook-signature": SIGNATURE + "\n"},
        {"webhook-signature": "no comma"},
        {"webhook-signature": ""},
    ],
)
def test_another_spelling_of_a_header_is_not_taken(changed: dict[str, str]) -> None:
    with pytest.raises(NotSigned):
        sender_of(HEADERS | changed, BODY, SOURCES, NOW)


def test_what_another_signed_is_not_taken() -> None:
    signed = Webhook(OTHER).sign(ID, NOW, BODY.decode())
    with pytest.raises(NotSigned, match="none of a source"):
        sender_of(HEADERS | {"webhook-signature": signed}, BODY, SOURCES, NOW)


def test_of_a_hundred_thousand_alterations_none_is_taken(fault_size: int) -> None:
    random, taken = Random(7), 0
    for _ in range(100_000 * fault_size):
        headers, body = dict(HEADERS), bytearray(BODY)
        if random.random() < 0.5:
            body[random.randrange(len(body))] ^= 1 << random.randrange(8)
        else:
            name = random.choice(list(headers))
            place = random.randrange(len(headers[name]))
            other = chr(random.choice([each for each in range(0x20, 0x7F) if chr(each) != headers[name][place]]))
            headers[name] = headers[name][:place] + other + headers[name][place + 1 :]
        try:
            sender_of(headers, bytes(body), SOURCES, NOW)
            taken += 1
        except NotSigned:
            pass
    assert taken == 0
