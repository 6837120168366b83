"""The order of the lines that run up and down beside each other in one gutter, so that few of them cross."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Stub(NamedTuple):
    """Where a line leaves its track, at the height `y`, to the left or to the right edge of the gutter."""

    y: int
    side: Literal["left", "right"]


def ordered(tracks: Mapping[Key, Sequence[Stub]]) -> tuple[Key, ...]:
    """From left to right. Neighbours change places as long as that makes fewer crossings."""
    order = list(tracks)
    best = _crossings(order, tracks)
    moved = True
    while moved:
        moved = False
        for at in range(len(order)):
            for to in range(len(order)):
                tried = order[:at] + order[at + 1 :]
                tried.insert(to, order[at])
                if (found := _crossings(tried, tracks)) < best:
                    order, best, moved = tried, found, True
    return tuple(order)


def _crossings(order: Sequence[Key], tracks: Mapping[Key, Sequence[Stub]]) -> int:
    return sum(
        _crosses(stub, other, tracks)
        for at, key in enumerate(order)
        for stub in tracks[key]
        for other in (order[:at] if stub.side == "left" else order[at + 1 :])
    )


def _crosses(stub: Stub, other: Key, tracks: Mapping[Key, Sequence[Stub]]) -> bool:
    heights = [each.y for each in tracks[other]]
    return min(heights) < stub.y < max(heights)
