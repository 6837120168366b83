"""Opens the library's clients, and says in one sentence why one could not be opened or did not answer."""

from collections.abc import Mapping
from typing import Any, TypeVar

from kafka.errors import KafkaError
from kafka.record import util

from shared.transport.broker import BrokerUnavailable

Client = TypeVar("Client")


def opened(kind: type[Client], settings: Mapping[str, Any]) -> Client:
    """A client of this kind, connected. Raises KafkaError."""
    client = kind.__new__(kind)
    try:
        client.__init__(**settings)  # type: ignore[misc]
    except KafkaError:
        # A client that does not get as far as its broker leaves its thread running; an outage would leave thousands.
        if net := getattr(client, "_net", None):
            net.stop(timeout_ms=1_000)
        raise
    return client


def unavailable(bootstrap: str, error: KafkaError) -> BrokerUnavailable:
    return BrokerUnavailable(
        f"Kafka at {bootstrap} does not answer ({said_by(error)}): "
        "see that it runs, or correct SECCHANGE_KAFKA_BOOTSTRAP"
    )


def said_by(error: BaseException) -> str:
    """The error in one line."""
    return " ".join(f"{error}".split()) or type(error).__name__


def checksums_are_compiled() -> bool:
    """Whether the extension `crc32c` is there. Without it the client is correct, and several times slower."""
    return util.crc32c_c is not None
