"""The pages served until the process is told to end; then requests under way are finished, and it ends well."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

FINISH_WITHIN_SECONDS = 10


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's own, which raises the signal once more when all is done: so that ending is no failure."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: setattr(self, "should_exit", True))
        yield


def serve(app: FastAPI, listener: socket.socket) -> None:
    """Serves `app` to whoever connects, until SIGTERM or Ctrl-C."""
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=FINISH_WITHIN_SECONDS)
    _Server(config).run(sockets=[listener])
