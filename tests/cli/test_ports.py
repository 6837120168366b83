"""A port that cannot be had is wrong usage, told before anything is begun."""

import socket
from pathlib import Path

import pytest

from tests.cli.command import secchange

NOWHERE = {
    "SECCHANGE_DATABASE_URL": "postgresql://someone@127.0.0.1:1/x",
    "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1",
}


@pytest.mark.parametrize("service", ["up", "reporter"])
def test_a_port_that_is_taken_is_told_before_anything_is_begun(service: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ran = secchange(service, "--port", port, cwd=tmp_path, env={} if service == "up" else NOWHERE)
    assert (ran.code, ran.err) == (
        2,
        f"secchange: 127.0.0.1:{port} cannot be listened on (Address already in use): give another --port\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("port", "says"), [("0", "greater than or equal to 1"), ("99999", "less than or equal to 65535")]
)
def test_what_is_no_port_is_wrong_usage(port: str, says: str, tmp_path: Path) -> None:
    ran = secchange("up", "--port", port, cwd=tmp_path)
    assert (ran.code, says in ran.err, "--port" in ran.err, len(ran.err.splitlines())) == (2, True, True, 1)
