"""Processes that do a part of the work, and what becomes of them where whoever began them fails."""

import signal
from multiprocessing import active_children
from multiprocessing.connection import Connection

import pytest

from shared.processes import answer, ask, side_by_side


def deaf(pipe: Connection, word: str) -> None:
    """Says a word, and then looks at its pipe no more."""
    pipe.send(word)
    signal.pause()


def echo(pipe: Connection, word: str) -> None:
    while True:
        try:
            pipe.send(f"{word} {pipe.recv()}")
        except EOFError:
            return


def test_each_is_told_its_part_and_ends_with_the_block() -> None:
    before = set(active_children())
    with side_by_side(echo, [("one",), ("two",)]) as pipes:
        for pipe in pipes:
            ask(pipe, "asked")
        assert [answer(pipe) for pipe in pipes] == ["one asked", "two asked"]
        begun = set(active_children()) - before
        assert len(begun) == 2
    for process in begun:
        process.join()
        assert process.exitcode == 0


def test_none_is_left_where_the_block_is_broken_off() -> None:
    before = set(active_children())
    with pytest.raises(KeyboardInterrupt), side_by_side(deaf, [("busy",)]) as pipes:
        assert answer(pipes[0]) == "busy"
        assert set(active_children()) - before
        raise KeyboardInterrupt
    assert set(active_children()) <= before
