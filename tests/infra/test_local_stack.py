"""`infra.local_stack`: up, used, down; and what it says when something is missing."""

import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from kafka import KafkaAdminClient

from infra.kafka.errors import StackUnavailable
from infra.kafka.jars import kafka_jars
from infra.kafka.java import java
from tests import stack

PROJECT = Path(__file__).parents[2]


def local_stack(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.local_stack", command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


def exported(lines: str) -> dict[str, str]:
    settings = (shlex.split(line)[1].partition("=") for line in lines.splitlines())
    return {name: value for name, _, value in settings}


@pytest.mark.integration
def test_both_are_up_until_they_are_down_and_the_data_stay(own_folder: Path) -> None:
    for start in ("first", "second"):
        settings = exported(local_stack("up", own_folder).stdout)
        try:
            again = local_stack("up" if start == "first" else "status", own_folder)
            assert settings == exported(again.stdout)
            with psycopg.connect(settings["SECCHANGE_DATABASE_URL"]) as connection:
                connection.execute("CREATE TABLE IF NOT EXISTS starts (name text)")
                connection.execute("INSERT INTO starts VALUES (%s)", (start,))
                starts = connection.execute("SELECT name FROM starts").fetchall()
            with KafkaAdminClient(bootstrap_servers=settings["SECCHANGE_KAFKA_BOOTSTRAP"]) as admin:
                admin.create_topics({start: {"num_partitions": 1, "replication_factor": 1}})
                topics = set(admin.list_topics())
        finally:
            assert local_stack("down", own_folder).returncode == 0
    assert starts == [("first",), ("second",)]
    assert topics == {"first", "second"}
    gone = local_stack("status", own_folder)
    assert (gone.returncode, gone.stderr) == (4, "The local stack is not running: start it with `make up`.\n")


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
