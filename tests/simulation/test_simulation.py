"""In every simulated world the services keep their promises, and a world is the same each time it is looked at."""

import os
import subprocess
import sys

import pytest

from tests.simulation.simulate import simulate

SHARES = 10


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_goes_wrong_nothing_is_lost_twice_or_in_disorder_and_all_ends_well(
    share: int, simulation_seeds: int
) -> None:
    found = [simulate(seed) for seed in range(share, simulation_seeds, SHARES)]
    broken = [f"seed {each.seed}: {each.broken}" for each in found if each.broken]
    assert not broken, "\n".join([*broken, "to see it happen: python -m tests.simulation --seed N"])


def test_a_seed_always_lives_through_the_same() -> None:
    assert simulate(7).trace_hash == simulate(7, tells=True).trace_hash != simulate(8).trace_hash


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_printed_trace_is_the_same_under_another_hash_seed(hash_seed: str) -> None:
    command = [sys.executable, "-m", "tests.simulation", "--seed", "7"]
    told = subprocess.run(
        command, env=os.environ | {"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
    )
    assert f"trace {simulate(7).trace_hash}" in told.stdout
