"""Large appends come to an end, several times over."""

import subprocess
import sys
from pathlib import Path

import pytest

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from tests.eventlog.given import named

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]

TIMES = 3
PROJECT = Path(__file__).parents[2]


def titled(ref: str, count: int, size: int) -> list[Entry[AnyFact]]:
    return [named(ref, f"{number:06d}" + "x" * size) for number in range(count)]


def test_three_thousand_facts_of_450_bytes_in_one_append(log: EventLog) -> None:
    for time in range(TIMES):
        assert len(log.append("106", 3000 * time, titled("106", 3000, 250))) == 3000

    stored = log.read(0, 9_001)
    assert len(stored) == 9_000
    assert 420 < len(stored[0].value) < 480


def test_a_megabyte_in_one_append(log: EventLog) -> None:
    for time in range(TIMES):
        assert len(log.append("106", 5 * time, titled("106", 5, 200_000))) == 5

    assert sum(len(fact.value) for fact in log.stored_history("106")) > TIMES * 1_000_000


def test_three_thousand_facts_of_450_bytes_in_one_import(log: EventLog) -> None:
    for time in range(TIMES):
        assert log.import_entries(titled(str(time + 1), 3000, 250)).recorded == 3000


@pytest.mark.parametrize(("count", "ends", "within_seconds"), [(100, True, 40), (3000, False, 8)])
def test_the_library_s_own_append_shows_what_is_avoided(
    own_postgres: EmbeddedPostgres, count: int, ends: bool, within_seconds: float
) -> None:
    """It waits for the server in the middle of its pipeline while the server waits for it: the red control.

    Where it ends, it has the time that a busy machine takes to start it.
    """
    command = [sys.executable, "-m", "tests.eventlog.library_append", own_postgres.url, str(count)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as library:
        try:
            out, _ = library.communicate(timeout=within_seconds)
        except subprocess.TimeoutExpired:
            library.kill()
            out = b""
    assert out == (b"done\n" if ends else b"")
