"""Ports on loopback for servers that come and go: what one was given, nobody else takes while it is away."""

import random
import socket
from collections.abc import Sequence

HOST = "127.0.0.1"
PORTS = range(20_000, 32_768)
"""Below those that a system lends to clients: one of these could sit on the port of a server that is away."""

_held: list[socket.socket] = []


def free_port(among: Sequence[int] = PORTS) -> int:
    """A TCP port of 127.0.0.1 on which nobody listens, this process's own until it ends. OSError where none is left.

    No second call gives it, here or in another process: its holder keeps the UDP port of the same number.
    """
    begin = random.randrange(len(among))
    for port in (*among[begin:], *among[:begin]):
        mark = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            mark.bind((HOST, port))
            _try(port)
        except OSError:
            mark.close()
        else:
            _held.append(mark)
            return port
    raise OSError(f"no port of {HOST} from {among[0]} to {among[-1]} is free")


def _try(port: int) -> None:
    """OSError where somebody listens, or did a moment ago."""
    with socket.socket() as server:
        server.bind((HOST, port))
