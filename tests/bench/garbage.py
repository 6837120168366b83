"""Garbage is collected as the services have it collected, while something is measured in this process."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from shared.garbage import collect_seldom


@contextmanager
def collected_seldom() -> Iterator[None]:
    """As the service does at its start, and for the peers too; what else this process measures is as it was."""
    thresholds = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
