"""An application served to whoever connects; at the end requests under way are finished, and it ends well."""

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from services.cli.http_lines import BoundedLine

FINISH_WITHIN_SECONDS = 10


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's own, which raises the signal once more when all is done: so that ending is no failure."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: setattr(self, "should_exit", True))
        yield


class _ServerBeside(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None: they are for whoever started it."""
        yield


def serve(app: FastAPI, listener: socket.socket) -> None:
    """Serves `app` to whoever connects, until SIGTERM or Ctrl-C."""
    _Server(_config(app)).run(sockets=[listener])


@contextmanager
def serving(app: FastAPI, listener: socket.socket) -> Iterator[None]:
    """Serves `app` from a thread of its own while the block runs."""
    server = _ServerBeside(_config(app))
    thread = threading.Thread(target=server.run, args=([listener],), name="http")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app, http=BoundedLine, log_config=None, access_log=False, timeout_graceful_shutdown=FINISH_WITHIN_SECONDS
    )
