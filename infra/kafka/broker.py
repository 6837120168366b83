"""One Kafka broker, its own controller (KRaft), on two free loopback ports and in one folder."""

import contextlib
import os
import shutil
import signal
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.kafka.errors import StackUnavailable
from infra.kafka.jars import kafka_jars
from infra.kafka.java import java
from infra.kafka.settings import format_data, properties
from infra.ports import free_port
from shared.embedded.kept import Kept

JAVA_OPTIONS = (
    "-Xms64m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
)
READY_WITHIN_SECONDS = 120.0


class KafkaBroker:
    """A broker on `folder`, which `close` removes. It ends with this process, however this process ends.

    `advertised` is the `host:port` that clients are told to use, where that is not the broker's own.
    """

    def __init__(self, folder: Path, *, advertised: str | None = None) -> None:
        self.folder = folder.absolute()
        self._port, self._controller_port = free_port(), free_port()
        self._advertised = advertised or self.bootstrap
        self._process: Kept | None = None

    @property
    def bootstrap(self) -> str:
        """`host:port`, the same after each restart."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """The process number of the broker."""
        assert self._process is not None, "the broker is not running"
        return self._process.pid

    def start(self) -> None:
        """On whatever data the folder holds; answers when it returns."""
        program, jars = java(), kafka_jars()
        settings = self._lay_out()
        with (self.folder / "kafka.log").open("ab") as log:
            command = (program, *JAVA_OPTIONS, "-cp", f"{jars}/*", "kafka.Kafka", str(settings))
            self._process = Kept(command, log=log)
        self._await_ready()

    def has_ended(self) -> bool:
        """Whether no process of its own runs."""
        return self._process is None or self._process.has_ended()

    def stop(self) -> None:
        """An orderly shutdown; the data stay. Safe to repeat."""
        self.thaw()
        self._forget()

    def kill(self) -> None:
        """SIGKILL: nothing is flushed or told; the data stay as they are."""
        os.kill(self.pid, signal.SIGKILL)
        self._forget()

    def freeze(self) -> None:
        """SIGSTOP: connections stay open and nothing answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT; harmless when it is not frozen, or gone."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGCONT)

    def wipe(self) -> None:
        """Kill it and lose all its data; the next start is that of a new cluster on the same port."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.kill()
        self._forget()
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def close(self) -> None:
        """Kill it and remove its folder."""
        self.wipe()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _forget(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None

    def _lay_out(self) -> Path:
        """Write the settings, and name a new cluster where the data folder is new."""
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        format_data(data)
        path = self.folder / "kafka.properties"
        path.write_text(properties(self._port, self._controller_port, data, self._advertised))
        return path

    def _await_ready(self) -> None:
        """The port is opened only when the broker has caught up with its own controller."""
        assert self._process is not None
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not _answers(self._port):
            if self._process.has_ended() or time.monotonic() > deadline:
                said = (self.folder / "kafka.log").read_text(errors="replace").splitlines()[-12:]
                self.stop()
                raise StackUnavailable("Kafka did not start; the end of its log:\n" + "\n".join(said))
            time.sleep(0.02)


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
