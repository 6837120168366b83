"""Processes that are started again whenever they end, as an operator's supervisor does."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from tests.cli.command import PROJECT, environment
from tests.processor import longest_wait, waited
from tests.stack import of_services

AGAIN_AFTER_SECONDS = 0.1
ENDED_WITHIN_SECONDS = 20
LINES_TOLD = 40


class Supervised:
    """`python -m MODULE ARGUMENTS…` while the block runs. What it prints goes to `NAME.out` and `NAME.log` in `folder`.

    At the end of the block it is told to end, and must do so by itself.
    """

    def __init__(self, name: str, *arguments: str, env: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self.out, self.log = folder / f"{name}.out", folder / f"{name}.log"
        self.started: list[float] = []
        """When, by the monotonic clock."""
        self._command = [sys.executable, "-m", *arguments]
        self._env = environment(of_services(env))
        self._ending = Event()
        self._starting = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = Thread(target=self._keep, name=f"supervisor of {name}")

    def kill(self) -> int:
        """SIGKILL. Its number of starts so far: when it has one more, it runs again."""
        with self._starting:
            assert self._process is not None
            os.kill(self._process.pid, signal.SIGKILL)
            return len(self.started)

    def waits(self) -> dict[str, float]:
        """Of each thread, the seconds in which it could have run, while others ran."""
        assert self._process is not None
        return waited(self._process.pid)

    def __enter__(self) -> Self:
        self._start()
        self._keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        with self._starting:
            self._ending.set()
            self._process.terminate()
        self._keeper.join(ENDED_WITHIN_SECONDS)
        has_ended = not self._keeper.is_alive()
        if not has_ended:
            self._process.kill()
            self._keeper.join()
        # Shown where the test fails.
        print(f"the end of {self.log.name}:", *self.log.read_text().splitlines()[-LINES_TOLD:], sep="\n")
        assert has_ended, f"{self.name} did not end when it was told to"

    def _start(self) -> None:
        with self._starting, self.out.open("ab") as out, self.log.open("ab") as log:
            if not self._ending.is_set():
                self._process = subprocess.Popen(self._command, cwd=PROJECT, env=self._env, stdout=out, stderr=log)
                self.started.append(monotonic())

    def _keep(self) -> None:
        assert self._process is not None
        while True:
            self._process.wait()
            if self._ending.wait(AGAIN_AFTER_SECONDS):
                return
            self._start()


class Stopwatch:
    """What takes some processes how long, less the time for which one of them waited for a processor."""

    def __init__(self, *processes: Supervised) -> None:
        self._before = {process: process.waits() for process in processes}
        self._begun = monotonic()

    def seconds(self, since: float | None = None) -> float:
        """Since it was made, or since a later moment. Of a process that was started meanwhile all its waits count."""
        waits = (longest_wait(before, process.waits()) for process, before in self._before.items())
        return monotonic() - (since or self._begun) - max(waits)
