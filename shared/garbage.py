"""Fewer collections of garbage, for a process that keeps many small values at hand for long.

The collector looks for values that hold each other in a circle. Facts and rows never do, and going through all that are
at hand, again and again, takes a projector as long as all its other work, and a reporter a tenth of a paper's time.
"""

import gc

NEW_VALUES = 100_000
NEW_VALUES_OF_PAPERS = 1_000_000
"""More than papers in the making hold at once: they are gone before they would be gone through."""
_OF_THE_NEW, _OF_THE_OLDER = 20, 50


def collect_seldom(new_values: int = NEW_VALUES) -> None:
    """From now on, in this whole process; what there is by now is not gone through any more.

    `new_values`: how many more there must be. The fewer, the shorter it takes each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(new_values, _OF_THE_NEW, _OF_THE_OLDER)
