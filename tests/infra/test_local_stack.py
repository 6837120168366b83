"""`infra.local_stack`: up, used, down; and what it says when something is missing."""

import json
import os
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from kafka import KafkaAdminClient

from infra.kafka.errors import StackUnavailable
from infra.kafka.jars import kafka_jars
from infra.kafka.java import java
from infra.ports import free_port
from shared.logs import LogEvent
from tests import stack
from tests.cli.command import secchange
from tests.flow.processes import is_ready
from tests.waiting import until

PROJECT = Path(__file__).parents[2]
JUNE = PROJECT / "services/ingest/papers/SECP_81_1906_12.md"
WHO = ("--role", "secretariat", "--person", "Ann")
PROPOSAL = {
    **{"ref": "DP900", "on": "2020-06-15", "evidence": "form of 15 June", "label": "DP900"},
    **{"title": "Meters in lofts", "proposer": {"name": "A. Proposer", "organisation": "DCC"}},
}
SOURCES = """[sources."urn:dcc:itsm:prod"]\nsecrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]\n"""


def local_stack(command: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.local_stack", command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def exported(lines: str) -> dict[str, str]:
    settings = (shlex.split(line)[1].partition("=") for line in lines.splitlines())
    return {name: value for name, _, value in settings}


def addresses(told: str) -> dict[str, str]:
    return {line.partition(":")[0]: line.split()[-1] for line in told.splitlines()}


def raised(ingest: str, token: str) -> int:
    """The status with which the command is answered, of whoever shows the token."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    asked = urllib.request.Request(f"{ingest}/commands/RaiseProposal", json.dumps(PROPOSAL).encode(), headers)
    with urllib.request.urlopen(asked) as answer:
        return int(answer.status)


def kill_whoever_serves(address: str) -> None:
    """The service with this port among the words of its command, and not the process that keeps it."""
    port = address.rpartition(":")[2].encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if port in words and words[1:3] == [b"-m", b"services.cli"]:
                os.kill(int(process.name), signal.SIGKILL)


def kill_the_database(folder: Path) -> None:
    lines = (folder / ".secchange-stack/home/postgres/postmaster.pid").read_text().splitlines()
    os.kill(int(lines[0]), signal.SIGKILL)


@pytest.mark.integration
def test_all_is_at_work_until_it_is_down_and_the_data_stay(own_folder: Path) -> None:
    with up(own_folder) as (settings, at), admin_of(settings) as admin:
        assert set(at) == {"ingest", "feed", "projector", "reporter"}
        assert all_ready(at)
        assert secchange("import", "paper", str(JUNE), env=settings).code == 0
        assert raised(at["ingest"], secchange("token", "new", *WHO, env=settings).out.strip()) == 201
        assert secchange("audit", "checkpoint", env=settings).code == 0
        keys = [*(own_folder / ".secchange-stack/trail-keys").glob("*.secret")]
        made = (own_folder / ".secchange-stack/ingest.log").read_text().count(LogEvent.TRAIL_KEY_MADE)
        assert (len(keys), made) == (1, 1), "the services and the commands sign by one key"
        admin.create_topics({"first": {"num_partitions": 1, "replication_factor": 1}})

    with up(own_folder) as (settings, at), admin_of(settings) as admin:
        assert json.loads(secchange("project", "status", "--json", env=settings).out)["position"] == 164
        assert set(admin.list_topics()) >= {"first", "sec.change.events.v1"}

        kill_whoever_serves(at["reporter"])
        kill_the_database(own_folder)
        until(lambda: not all_ready(at), 60)
        until(lambda: all_ready(at), 60)
        again = local_stack("status", own_folder)
        assert (exported(again.stdout), addresses(again.stderr)) == (settings, at), "at its own address each"

    gone = local_stack("status", own_folder)
    assert (gone.returncode, gone.stderr) == (4, "The local stack is not running: start it with `make up`.\n")


@contextmanager
def up(folder: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The settings and the addresses; whoever asks while it is starting is told the same. Down after the block.

    The file of sources is named as whoever is in that folder would name it.
    """
    (folder / "sources.toml").write_text(SOURCES)
    given = {"SECCHANGE_PORT": str(free_port()), "SECCHANGE_FEED_SOURCES": "sources.toml"}
    try:
        with ThreadPoolExecutor() as beside:
            first = beside.submit(partial(local_stack, "up", folder, **given))
            while (status := local_stack("status", folder)).returncode and not first.done():
                pass
        assert (status.stdout, status.stderr) == (first.result().stdout, first.result().stderr)
        yield exported(status.stdout), addresses(status.stderr)
    finally:
        assert local_stack("down", folder).returncode == 0


def admin_of(settings: dict[str, str]) -> KafkaAdminClient:
    return KafkaAdminClient(bootstrap_servers=settings["SECCHANGE_KAFKA_BOOTSTRAP"])


def all_ready(at: dict[str, str]) -> bool:
    return all(is_ready(f"{address}/health/ready") for address in at.values())


@pytest.fixture
def bare_path(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing installed; programs can be put into the folder."""
    for name in ("JAVA_HOME", "SECCHANGE_KAFKA_BOOTSTRAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SECCHANGE_CACHE", str(own_folder / "cache"))
    monkeypatch.setenv("PATH", str(own_folder))
    return own_folder


def install(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_without_docker_or_java_the_run_fails_and_says_what_to_install(bare_path: Path) -> None:
    with pytest.raises(StackUnavailable) as missing, stack.kafka():
        pass
    assert str(missing.value) == (
        "Kafka needs Java, and there is none: install a JDK 17 or later, start a Docker engine, "
        "or set SECCHANGE_KAFKA_BOOTSTRAP."
    )


def test_an_old_java_is_refused(bare_path: Path) -> None:
    install(bare_path, "java", """echo 'openjdk version "1.8.0_292"' >&2""")
    with pytest.raises(StackUnavailable, match=r"Java 17\+, but .* is 8: install it"):
        java()


def test_without_maven_it_says_so(bare_path: Path) -> None:
    with pytest.raises(StackUnavailable, match="fetched by Maven, and none was found: install Maven"):
        kafka_jars()


def test_a_failed_fetch_leaves_nothing_that_could_be_used(bare_path: Path) -> None:
    install(bare_path, "mvn", "echo '[ERROR] no network'; exit 1")
    with pytest.raises(StackUnavailable, match=r"could not fetch Kafka \(no network\): try again"):
        kafka_jars()
    assert not list((bare_path / "cache").glob("*"))


def test_two_that_want_it_at_once_fetch_it_once(bare_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{bare_path}:/usr/bin:/bin")
    makes_the_folder = 'for each in "$@"; do case $each in -Dout*) mkdir "${each#*=}"; esac; done'
    install(bare_path, "mvn", f"echo fetched >> {bare_path}/told; sleep 0.2; {makes_the_folder}")
    with ThreadPoolExecutor() as two:
        folders = {each.result() for each in [two.submit(kafka_jars) for _ in range(2)]}
    assert [folder.is_dir() for folder in folders] == [True]
    assert (bare_path / "told").read_text() == "fetched\n"
