"""PURE. The facts behind several things, put together."""

from collections.abc import Iterable
from itertools import chain


def together(evidence: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each id once, in the order given."""
    return tuple(dict.fromkeys(chain.from_iterable(evidence)))
