"""Cases that take turns, so that the noise of the machine falls on all alike; their medians, and a table of them."""

import statistics
import time
from collections.abc import Callable, Mapping


def per_second(count: int, work: Callable[[], object]) -> float:
    """How many a second, when `work` does `count` of them."""
    begun = time.perf_counter()
    work()
    return count / (time.perf_counter() - begun)


def medians(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Each case once a round; the median of each, printed with the least and the most."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            found[name].append(case())
    for name, figures in found.items():
        print(
            f"{name:48} {statistics.median(figures):12,.0f}   [{min(figures):,.0f} .. {max(figures):,.0f}]", flush=True
        )
    return {name: statistics.median(figures) for name, figures in found.items()}
