"""Kafka's jars, fetched once by Maven and kept in a cache folder."""

import fcntl
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.kafka.errors import StackUnavailable
from infra.kafka.java import ELSE

POM = Path(__file__).with_name("pom.xml")
PROJECT = Path(__file__).parents[2]


def cache_folder() -> Path:
    """`SECCHANGE_CACHE`, by default `.cache` in the project."""
    return Path(os.environ.get("SECCHANGE_CACHE", PROJECT / ".cache")).absolute()


def kafka_jars() -> Path:
    """The folder with all jars of the version that the pom names; fetched when it is not there yet."""
    jars = cache_folder() / f"kafka-{_version()}"
    if not jars.exists():
        with _alone_in(jars.parent):
            if not jars.exists():
                _fetch(jars)
    return jars


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Maven's own store is not made for two who fetch at once."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _version() -> str:
    version = ElementTree.parse(POM).findtext("{*}properties/{*}kafka.version")
    assert version is not None
    return version


def _fetch(jars: Path) -> None:
    """Whole or not at all: an interrupted one leaves nothing in use."""
    maven = shutil.which("mvn")
    if maven is None:
        raise StackUnavailable(f"Kafka's jars are fetched by Maven, and none was found: install Maven{ELSE}.")
    print(f"Fetching Kafka into {jars} (about a minute, once)", file=sys.stderr)
    part = jars.with_name(f"{jars.name}.{os.getpid()}")
    fetch = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    done = subprocess.run([*fetch, f"-DoutputDirectory={part}"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(part, ignore_errors=True)
        raise StackUnavailable(f"Maven could not fetch Kafka ({_last_word(done.stdout)}): try again{ELSE}.")
    part.rename(jars)


def _last_word(said: str) -> str:
    errors = [line for line in said.splitlines() if "[ERROR]" in line]
    return errors[0].partition("[ERROR]")[2].strip()[:200] if errors else "it said nothing"
