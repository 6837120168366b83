"""Cases that take turns, so that the noise of the machine falls on all alike."""

import time
from collections.abc import Callable, Mapping

from tests.bench.figures import Figures


def per_second(count: int, work: Callable[[], object]) -> float:
    """How many a second, when `work` does `count` of them."""
    return count / seconds(work)


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turns(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Figures]:
    """Each case once a round; what each gave."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            found[name].append(case())
    return {name: Figures(tuple(values)) for name, values in found.items()}
