"""Fewer collections of garbage, for a process that keeps many small values at hand for long.

The collector looks for values that hold each other in a circle. A projector makes next to none, and going through all
that it keeps, again and again, takes as long as all its other work.
"""

import gc

_NEW_VALUES, _OF_THE_NEW, _OF_THE_OLDER = 100_000, 20, 50


def collect_seldom() -> None:
    """From now on, in this whole process; what there is by now is not gone through any more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_VALUES, _OF_THE_NEW, _OF_THE_OLDER)
