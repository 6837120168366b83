"""What proofs are made of: which parts of the tree, and their hashes out of whoever keeps the nodes."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from shared.trail.tree import joined


class Part(NamedTuple):
    """The leaves from `start` up to, and without, `end`."""

    start: int
    end: int


NodeAt = Callable[[int, int], bytes]
"""The hash of the node of that level, leaves being level 0, and of that index in its level; only of whole subtrees."""


def inclusion_path(index: int, size: int, node_at: NodeAt) -> tuple[bytes, ...]:
    """The proof that a tree of that size holds a leaf at that index."""
    return tuple(part_hash(part, node_at) for part in inclusion_parts(index, size))


def consistency_path(old: int, new: int, node_at: NodeAt) -> tuple[bytes, ...]:
    """The proof that the tree of size `new` begins with the tree of size `old`."""
    return tuple(part_hash(part, node_at) for part in consistency_parts(old, new))


def inclusion_parts(index: int, size: int) -> tuple[Part, ...]:
    """What stands beside the way from the leaf to the root, from below. Raises ValueError where there is no leaf."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has none at index {index}")
    return tuple(_beside(index, Part(0, size)))[::-1]


def consistency_parts(old: int, new: int) -> tuple[Part, ...]:
    """What both trees are made of, as RFC 9162, section 2.1.4.1, orders it. Raises ValueError for sizes that do not
    follow each other."""
    if not 0 < old <= new:
        raise ValueError(f"no proof leads from a tree of {old} leaves to one of {new}")
    return tuple(_between(old, Part(0, new)))[::-1]


def part_hash(part: Part, node_at: NodeAt) -> bytes:
    """The root over a part that begins where a subtree does."""
    return joined([node_at(level, index) for level, index in subtrees(part)])


def subtrees(part: Part) -> list[tuple[int, int]]:
    """Level and index of the whole subtrees that a part is made of, the largest first."""
    found = []
    start = part.start
    while start < part.end:
        level = (part.end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def _beside(index: int, part: Part) -> Iterator[Part]:
    start, end = part
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            yield Part(middle, end)
            end = middle
        else:
            yield Part(start, middle)
            start = middle


def _between(old: int, part: Part) -> Iterator[Part]:
    start, end = part
    while old < end:
        middle = start + split(end - start)
        if old <= middle:
            yield Part(middle, end)
            end = middle
        else:
            yield Part(start, middle)
            start = middle
    if start:  # else it is the old root, which whoever checks has
        yield Part(start, end)


def split(count: int) -> int:
    """The largest power of two below `count`, which is at least 2: so many leaves are on the left."""
    return 1 << (count - 1).bit_length() - 1
