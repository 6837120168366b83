"""The services of the local stack: processes that are started again when they end, and end with the stack."""

import os
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from infra.kafka.errors import StackUnavailable
from infra.ports import free_port
from shared.embedded.kept import Kept

SERVICES: Mapping[str, Sequence[str]] = {
    "ingest": ("ingest",),
    "feed": ("feed", "work"),
    "projector": ("projector", "--member", "one"),
    "reporter": ("reporter",),
}
PAGES_PORT = 8000
READY_WITHIN_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.1
LINES_TOLD = 5


class LocalService:
    """`secchange` with those words and the settings given; its log is `NAME.log` in `folder`.

    It begins in the folder above, the one from which the stack was started: a path in a setting is one from there.
    """

    def __init__(self, name: str, *words: str, port: int, settings: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self.address = f"http://127.0.0.1:{port}"
        self._command = (sys.executable, "-m", "services.cli", *words, "--port", str(port))
        self._env = {**os.environ, **settings, "SECCHANGE_HOST": "127.0.0.1"}
        self._folder = folder
        self._log = folder / f"{name}.log"
        self._process: Kept | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = Kept(self._command, log=log, env=self._env, works_in=self._folder.parent)

    def has_ended(self) -> bool:
        return self._process is None or self._process.has_ended()

    def stop(self) -> None:
        """Safe to repeat, and after it has ended."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def is_ready(self) -> bool:
        """Whether it says so itself."""
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-LINES_TOLD:])


@contextmanager
def services_at_work(settings: Mapping[str, str], folder: Path) -> Iterator[Sequence[LocalService]]:
    """Ready when the block begins, stopped at its end. StackUnavailable names the first that is not ready in time."""
    services = [
        LocalService(name, *words, port=_port_of(name), settings=settings, folder=folder)
        for name, words in SERVICES.items()
    ]
    with ExitStack() as stack:
        for service in services:
            stack.callback(service.stop)
            service.start()
        deadline = monotonic() + READY_WITHIN_SECONDS
        for service in services:
            _await_ready(service, deadline)
        yield services


def _await_ready(service: LocalService, deadline: float) -> None:
    while not service.is_ready():
        if service.has_ended() or monotonic() > deadline:
            raise StackUnavailable(f"{service.name} did not become ready; the end of its log:\n{service.last_words()}")
        sleep(LOOK_EVERY_SECONDS)


def _port_of(service: str) -> int:
    """Of the pages, SECCHANGE_PORT where it is set; else 8000, or another where somebody listens there."""
    if service != "reporter":
        return free_port()
    if given := os.environ.get("SECCHANGE_PORT"):
        return int(given)
    try:
        return free_port([PAGES_PORT])
    except OSError:
        return free_port()
