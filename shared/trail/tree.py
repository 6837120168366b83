"""The tree of RFC 9162, section 2: roots from leaves, and proofs checked. `paths` says what a proof is made of."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
NODE_PREFIX = b"\x01"
HASH_BYTES = 32


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two others."""
    return sha256(b"\x01" + left + right).digest()


def whole_pairs(hashes: Sequence[bytes]) -> list[bytes]:
    """The nodes above, each over two; an odd last one has none yet."""
    pairs = iter(hashes)
    return [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]


def level_above(hashes: Sequence[bytes]) -> list[bytes]:
    """The nodes above; an odd last one is carried up as it is, as the RFC's split at a power of two has it."""
    above = whole_pairs(hashes)
    if len(hashes) % 2:
        above.append(hashes[-1])
    return above


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over these leaves, or over these nodes of one level."""
    if not hashes:
        return EMPTY_ROOT
    while len(hashes) > 1:
        hashes = level_above(hashes)
    return hashes[0]


def inclusion_holds(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path shows that `leaf` is the one of that index, from 0, in the tree of that size and root."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        return False
    place, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            place, last = _over_carried(place, last)
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_holds(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the tree of size `new` begins with all of the tree of size `old`, at least 1."""
    if old == new:
        return old > 0 and not path and old_root == new_root
    if not 0 < old < new or not path or not _are_hashes(old_root, new_root, *path):
        return False
    # The old tree is a whole subtree of the new one: then its root is where the path begins, and is left out of it.
    first, *rest = path if old & (old - 1) else [old_root, *path]
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    found_old = found_new = first
    for node in rest:
        if last == 0:
            return False
        if place & 1 or place == last:
            found_old, found_new = node_hash(node, found_old), node_hash(node, found_new)
            place, last = _over_carried(place, last)
        else:
            found_new = node_hash(found_new, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found_old == old_root and found_new == new_root


class Frontier:
    """A tree that only grows, held as the roots of its whole subtrees: as many as its size has ones in binary."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, hashes: Iterable[bytes], level: int = 0) -> None:
        """Further nodes of that level, each the root of 2**level leaves. The size must be a multiple of that."""
        assert self.size % (1 << level) == 0
        for found in hashes:
            count = self.size >> level
            while count & 1:
                found = node_hash(self._peaks.pop(), found)
                count >>= 1
            self._peaks.append(found)
            self.size += 1 << level

    def root(self, further: Sequence[bytes] = ()) -> bytes:
        """The root as it is, or as it would be with these leaves more."""
        if further:
            grown = Frontier()
            grown.size, grown._peaks = self.size, list(self._peaks)
            grown.add(further)
            return grown.root()
        return joined(self._peaks)


def joined(peaks: Sequence[bytes]) -> bytes:
    """The root over whole subtrees that stand side by side, the largest first."""
    if not peaks:
        return EMPTY_ROOT
    *rest, found = peaks
    for peak in reversed(rest):
        found = node_hash(peak, found)
    return found


def _over_carried(place: int, last: int) -> tuple[int, int]:
    """Past the levels on which the node at the right edge has no sibling."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _are_hashes(*values: bytes) -> bool:
    return set(map(len, values)) == {HASH_BYTES}
