"""A port that was given is kept for its server, also while that is away."""

import socket
import subprocess
import sys

import pytest

from infra.ports import HOST, PORTS, free_port
from tests.cli.command import PROJECT, environment

ASKING = "import sys; from infra.ports import free_port; free_port([int(sys.argv[1])])"


def asked_elsewhere(port: int) -> str:
    """What another process is told that wants this very port; empty where it gets it."""
    done = subprocess.run(
        [sys.executable, "-c", ASKING, str(port)],
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return "".join(done.stderr.splitlines()[-1:])


def test_no_port_is_given_twice() -> None:
    given = {free_port() for _ in range(20)}
    assert len(given) == 20
    assert given.issubset(PORTS)


def test_what_one_process_was_given_no_other_is_given() -> None:
    port = free_port()
    assert asked_elsewhere(port) == f"OSError: no port of 127.0.0.1 from {port} to {port} is free"


def test_a_port_is_free_again_when_its_holder_has_ended() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
    assert asked_elsewhere(port) == asked_elsewhere(port) == ""


def test_a_port_on_which_somebody_listens_is_not_given() -> None:
    with socket.create_server((HOST, 0)) as taken, pytest.raises(OSError, match="is free"):
        free_port([taken.getsockname()[1]])
