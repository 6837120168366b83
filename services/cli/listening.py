"""The place at which a service is asked: taken before anything is begun, so that one that is taken is told at once."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from services.cli.exits import WrongUsage


@contextmanager
def listening_socket(host: str, port: int) -> Iterator[socket.socket]:
    """Whoever connects waits until it is served. Raises WrongUsage where the place cannot be had."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise cannot_listen(host, port, error) from None
    with listener:
        # Each line has it from here. Without it the end of an answer waits for a sign of its beginning, for 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener


def cannot_listen(host: str, port: int, error: OSError) -> WrongUsage:
    reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
    return WrongUsage(f"{host}:{port} cannot be listened on ({reason}): give another --port")
