"""Whatever servers a run is given: a fault test works on none of them."""

import re
import subprocess
import sys
from pathlib import Path

from tests.cli.command import PROJECT


def test_no_fault_test_asks_for_a_server_of_the_whole_run() -> None:
    """pytest says what would be made ready for each test: P is for this folder, S for the whole run."""
    command = (sys.executable, "-m", "pytest", "--setup-plan", "-p", "no:xdist", str(Path(__file__).parent))
    plan = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"SETUP +(\w) +(?:postgres_url|kafka_bootstrap)\b", plan)) == {"P"}
