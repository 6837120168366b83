"""What is measured in this process finds it as a service finds its own: set at the start, for the peers too."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from services.projector.aside import share_often
from shared.garbage import NEW_VALUES, collect_seldom


@contextmanager
def collected_seldom(new_values: int = NEW_VALUES) -> Iterator[None]:
    """Garbage; afterwards as it was before."""
    thresholds = gc.get_threshold()
    collect_seldom(new_values)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


@contextmanager
def shared_often() -> Iterator[None]:
    """The interpreter, among threads; afterwards as it was before."""
    before = sys.getswitchinterval()
    share_often()
    try:
        yield
    finally:
        sys.setswitchinterval(before)
