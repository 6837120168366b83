"""`python -m tests.simulation --seed 7` prints what happens; `--seeds 50000 [--from 0]` only what is broken.

With `--before 13` or `--after 13`, somebody dies at what is the thirteenth to change something.
"""

import argparse
import sys

from tests.simulation.simulate import simulate
from tests.simulation.world import CrashAt


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="one seed, with all that happens")
    parser.add_argument("--seeds", type=int, default=2_000, help="so many, without")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first of them")
    parser.add_argument("--before", type=int, help="of a seed: a crash before this change")
    parser.add_argument("--after", type=int, help="of a seed: a crash after this change")
    asked = parser.parse_args()
    if asked.seed is not None:
        found = simulate(asked.seed, tells=True, crash_at=_crash_at(asked))
        print(*found.trace, f"trace {found.trace_hash}", found.broken or "nothing broken", sep="\n")
        return int(found.broken is not None)
    broken = 0
    for seed in range(asked.first, asked.first + asked.seeds):
        if (found := simulate(seed)).broken:
            broken += 1
            print(f"seed {seed}: {found.broken[:300]}\n  python -m tests.simulation --seed {seed}", flush=True)
    print(f"{broken} of {asked.seeds} seeds broken")
    return int(broken > 0)


def _crash_at(asked: argparse.Namespace) -> CrashAt | None:
    number = asked.before or asked.after
    return CrashAt(number, is_before=asked.before is not None) if number else None


if __name__ == "__main__":
    sys.exit(main())
