"""A run in which an integration test did not run has not passed, whatever pytest says of it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.counting import shortfall

PROJECT = Path(__file__).parents[2]
CONFTEST = """
from tests import counting
counting.INTEGRATION_TESTS_AT_LEAST = 1
def pytest_configure(config):
    config.addinivalue_line("markers", "integration: real")
    counting.count_integration(config)
"""
RUNS = "import pytest\n@pytest.mark.integration\ndef test_real(): pass\n"
SKIPS = RUNS + "@pytest.mark.integration\n@pytest.mark.skip\ndef test_left_out(): pass\n"


def run(folder: Path, tests: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_some.py").write_text(tests)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_skipped_integration_test_fails_the_run_and_is_named(own_folder: Path) -> None:
    done = run(own_folder, SKIPS)
    assert (done.returncode, "has not passed: test_some.py::test_left_out" in done.stdout) == (1, True)


def test_what_a_worker_ran_and_skipped_is_counted_once(own_folder: Path) -> None:
    done = run(own_folder, SKIPS, "--numprocesses", "1")
    assert (done.returncode, "has not passed: test_some.py::test_left_out\n" in done.stdout) == (1, True)
    assert done.stdout.count("1 integration tests ran") == 1


def test_too_few_fail_the_run(own_folder: Path) -> None:
    done = run(own_folder, "def test_pure(): pass\n")
    assert (done.returncode, "0 integration tests ran, and at least 1 were expected" in done.stdout) == (1, True)


def test_whoever_selects_tests_knows_what_is_left_out(own_folder: Path) -> None:
    done = run(own_folder, SKIPS, "-m", "integration")
    assert (done.returncode, "1 integration tests ran" in done.stdout) == (0, True)


def test_the_number_is_a_least_number() -> None:
    assert shortfall(5, [], 5) is None
    assert shortfall(4, [], 5) == "4 integration tests ran, and at least 5 were expected (tests/stack.py)"
