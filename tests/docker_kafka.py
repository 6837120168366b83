"""A broker of one's own in Docker, for machines without Java; the same deeds as `infra.kafka.broker`."""

import time
from types import TracebackType
from typing import Any, Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from infra.ports import free_port

READY_WITHIN_SECONDS = 120.0
PORT_INSIDE = 9093


class DockerBroker:
    """On one port of this machine, the same after each restart; the container goes when the block ends."""

    def __init__(self) -> None:
        self._port = free_port()
        self._container: Any = None

    @property
    def bootstrap(self) -> str:
        """`host:port`."""
        return f"127.0.0.1:{self._port}"

    def start(self) -> None:
        """A new container, or the stopped one with its data; answers when it returns."""
        if self._container is None:
            # Imported only where Docker is: it takes a while.
            from testcontainers.community.kafka import KafkaContainer

            made = KafkaContainer().with_kraft().with_bind_ports(PORT_INSIDE, self._port)
            self._container = made.with_env("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            self._container.start()
        else:
            self._container.get_wrapped_container().start()
        self._await_ready()

    def stop(self) -> None:
        """An orderly shutdown; the data stay."""
        self._container.get_wrapped_container().stop()

    def kill(self) -> None:
        """SIGKILL; the data stay as they are."""
        self._container.get_wrapped_container().kill()

    def freeze(self) -> None:
        """Connections stay open and nothing answers."""
        self._container.get_wrapped_container().pause()

    def thaw(self) -> None:
        """It goes on where it was."""
        self._container.get_wrapped_container().unpause()

    def wipe(self) -> None:
        """Remove it with its data; the next start is that of a new cluster on the same port."""
        if self._container is not None:
            self._container.stop()
            self._container = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def _await_ready(self) -> None:
        # Docker opens the port before the broker does: only an answer counts.
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while True:
            try:
                with KafkaAdminClient(bootstrap_servers=self.bootstrap) as admin:
                    admin.list_topics()
                return
            except KafkaError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
