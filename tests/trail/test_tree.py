"""The tree against published vectors, against the RFC written down plainly, and against every single changed bit."""

import json
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.trail.paths import consistency_path, inclusion_path
from shared.trail.tree import EMPTY_ROOT, Frontier, consistency_holds, inclusion_holds, root_of
from tests.trail import plain_tree

ENTRIES = tuple(f"entry {number}".encode() for number in range(300))
LEAVES = tuple(sha256(b"\0" + entry).digest() for entry in ENTRIES)


def published() -> list[dict[str, Any]]:
    """The vectors of transparency-dev/merkle; the first line of the file says from where."""
    lines = files("tests.trail").joinpath("proof_vectors.ndjson").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


@cache
def plain_root(size: int) -> bytes:
    return plain_tree.mth(ENTRIES[:size])


def node_at(level: int, index: int) -> bytes:
    """As a keeper of nodes would give it, from leaves that stand for themselves."""
    return plain_tree.mth(ENTRIES[index << level : (index + 1) << level])


@pytest.mark.parametrize("case", published(), ids=lambda case: f"{case['of']}/{case['name']}")
def test_published_vectors(case: dict[str, Any]) -> None:
    path = [b64decode(each) for each in case["path"]]
    if case["of"] == "inclusion":
        leaf, root = b64decode(case["leaf"]), b64decode(case["root"])
        assert inclusion_holds(case["index"], case["size"], leaf, path, root) is case["holds"]
    else:
        old, new = b64decode(case["old_root"]), b64decode(case["new_root"])
        assert consistency_holds(case["old"], case["new"], old, new, path) is case["holds"]


def test_there_are_as_many_vectors_as_were_published() -> None:
    count = {of: [case["holds"] for case in published() if case["of"] == of] for of in ("inclusion", "consistency")}
    assert {of: (len(held), sum(held)) for of, held in count.items()} == {"inclusion": (98, 6), "consistency": (98, 6)}


def test_roots_that_the_rfc_defines() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [root_of(LEAVES[:size]) for size in range(130)] == [plain_root(size) for size in range(130)]


def test_every_proof_up_to_64_leaves_is_the_rfcs_and_holds(fault_size: int) -> None:
    """By the parameter, up to 256."""
    for size in range(1, min(256, 64 * fault_size) + 1):
        root = plain_root(size)
        for index in range(size):
            path = inclusion_path(index, size, node_at)
            assert list(path) == plain_tree.path(index, ENTRIES[:size])
            assert inclusion_holds(index, size, LEAVES[index], path, root)
        for old in range(1, size + 1):
            path = consistency_path(old, size, node_at)
            assert list(path) == plain_tree.proof(old, ENTRIES[:size])
            assert consistency_holds(old, size, plain_root(old), root, path)


def test_no_proof_holds_anywhere_else() -> None:
    for size in range(1, 11):
        for index in range(size):
            path = inclusion_path(index, size, node_at)
            held = [
                (place, count, leaf)
                for count in range(13)
                for place in range(13)
                for leaf in range(size)
                if inclusion_holds(place, count, LEAVES[leaf], path, plain_root(size))
            ]
            # The size is not in a path: where the way up turns alike, it fits trees of several sizes, whose root tells
            # them apart; a checkpoint binds both.
            assert (index, size, index) in held
            assert {(place, leaf) for place, count, leaf in held if count == size} == {(index, index)}


@pytest.mark.parametrize("size", range(1, 33))
def test_every_changed_bit_is_refused(size: int) -> None:
    root = plain_root(size)
    for index in range(size):
        path = tuple(plain_tree.path(index, ENTRIES[:size]))
        leaf = LEAVES[index]
        assert not any(inclusion_holds(index, size, changed, path, root) for changed in flipped(leaf))
        assert index or not any(inclusion_holds(index, size, leaf, path, changed) for changed in flipped(root))
        assert not any(inclusion_holds(index, size, leaf, changed, root) for changed in flipped_within(path))


@pytest.mark.parametrize("size", range(2, 33))
def test_every_changed_bit_between_two_trees_is_refused(size: int) -> None:
    new = plain_root(size)
    for count in range(1, size):
        old, path = plain_root(count), tuple(plain_tree.proof(count, ENTRIES[:size]))
        assert not any(consistency_holds(count, size, changed, new, path) for changed in flipped(old))
        assert count > 1 or not any(consistency_holds(count, size, old, changed, path) for changed in flipped(new))
        assert not any(consistency_holds(count, size, old, new, changed) for changed in flipped_within(path))


def flipped(value: bytes) -> Iterator[bytes]:
    number = int.from_bytes(value, "big")
    return ((number ^ 1 << bit).to_bytes(len(value), "big") for bit in range(8 * len(value)))


def flipped_within(path: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    for place, value in enumerate(path):
        yield from ((*path[:place], changed, *path[place + 1 :]) for changed in flipped(value))


@given(st.lists(st.integers(1, 40), max_size=7))
def test_a_tree_grown_in_pieces_is_the_tree_grown_at_once(pieces: list[int]) -> None:
    frontier, size = Frontier(), 0
    for piece in pieces:
        assert frontier.root(LEAVES[size : size + piece]) == root_of(LEAVES[: size + piece])
        frontier.add(LEAVES[size : size + piece])
        size += piece
    assert (frontier.size, frontier.root()) == (size, plain_root(size))


@given(st.integers(0, 9), st.integers(0, 255))
def test_whole_subtrees_can_be_added_at_once(whole: int, rest: int) -> None:
    tiles = [plain_tree.mth(ENTRIES[16 * tile : 16 * tile + 16]) for tile in range(whole)]
    frontier = Frontier()
    frontier.add(tiles, level=4)
    end = min(len(ENTRIES), 16 * whole + rest)
    frontier.add(LEAVES[16 * whole : end])
    assert (frontier.size, frontier.root()) == (end, root_of(LEAVES[:end]))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 5), (5, 5)])
def test_there_is_no_path_to_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="leaves"):
        inclusion_path(index, size, node_at)


@pytest.mark.parametrize(("old", "new"), [(0, 1), (0, 0), (3, 2), (-1, 4)])
def test_there_is_no_path_between_sizes_that_do_not_follow(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="leaves"):
        consistency_path(old, new, node_at)
