"""In every simulated world the services keep their promises, and a world is the same each time it is looked at."""

import os
import subprocess
import sys

import pytest

from tests.simulation.simulate import simulate
from tests.simulation.world import CrashAt

SHARES = 10
SEEDS_WITH_EVERY_CRASH = 250
"""One of so many seeds is lived through once for each moment at which something changes."""


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_goes_wrong_nothing_is_lost_twice_or_in_disorder_and_all_ends_well(
    share: int, simulation_seeds: int
) -> None:
    found = [simulate(seed) for seed in range(share, simulation_seeds, SHARES)]
    broken = [f"seed {each.seed}: {each.broken}" for each in found if each.broken]
    assert not broken, "\n".join([*broken, "to see it happen: python -m tests.simulation --seed N"])


@pytest.mark.parametrize("when", ["before", "after"])
def test_whoever_dies_at_whichever_change_all_ends_well(when: str, simulation_seeds: int) -> None:
    """A change is a commit, the making, filling, swapping or dropping of rows, or a place that is saved."""
    seeds = range(max(1, simulation_seeds // SEEDS_WITH_EVERY_CRASH))
    changes = {seed: range(1, simulate(seed).effects + 1) for seed in seeds}
    assert all(changes.values())
    broken = [
        f"--seed {seed} --{when} {number}: {found.broken}"
        for seed, numbers in changes.items()
        for number in numbers
        if (found := simulate(seed, crash_at=CrashAt(number, is_before=when == "before"))).broken
    ]
    assert not broken, "\n".join(["to see it happen: python -m tests.simulation", *broken])


def test_somebody_dies_before_or_after_the_very_change() -> None:
    untouched = simulate(7, tells=True).trace
    for number, when in ((1, "before"), (9, "after"), (30, "before")):
        trace = simulate(7, tells=True, crash_at=CrashAt(number, is_before=when == "before")).trace
        first = next(at for at, line in enumerate(trace) if line != untouched[at])
        assert f" dies {when} " in trace[first], trace[first]


def test_a_seed_always_lives_through_the_same() -> None:
    assert simulate(7).trace_hash == simulate(7, tells=True).trace_hash != simulate(8).trace_hash


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_printed_trace_is_the_same_under_another_hash_seed(hash_seed: str) -> None:
    command = [sys.executable, "-m", "tests.simulation", "--seed", "7"]
    told = subprocess.run(
        command, env=os.environ | {"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
    )
    assert f"trace {simulate(7).trace_hash}" in told.stdout
