"""A process that fills is gone, or cannot begin: whoever started it is told so in a sentence, and waits for nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing import Pipe

import pytest

from services.cli.exits import Exit, code_for
from services.projector.fill import Filled, Filling
from services.projector.fillers import FACTS_WORTH_A_PROCESS, SideBySide, Task, side_by_side, worth
from shared.eventlog.errors import LogUnavailable
from shared.processes import ProcessEnded
from shared.rowstore.generations import Generation

NOWHERE = "postgresql://127.0.0.1:1/x"
FILLING = Filling(Generation(1, "building", {}, "facts", 4, datetime(2020, 6, 12, tzinfo=UTC)), 0, set())


def test_one_that_was_gone_before_it_was_asked_ends_the_filling() -> None:
    ours, theirs = Pipe()
    theirs.close()
    with ours, pytest.raises(ProcessEnded, match="begin again"):
        list(SideBySide([ours]).each([["106"]]))


def test_one_that_is_gone_with_a_task_it_had_not_read_ends_the_filling() -> None:
    (ours, theirs), (ours_too, theirs_too) = Pipe(), Pipe()

    def tasks() -> Iterator[Task]:
        yield ["106"]
        theirs.close()
        yield ["107"]

    with ours, ours_too, theirs_too, pytest.raises(ProcessEnded, match="begin again"):
        list(SideBySide([ours, ours_too]).each(tasks()))


def test_one_that_is_gone_with_a_task_it_had_read_ends_the_filling() -> None:
    (ours, theirs), (ours_too, theirs_too) = Pipe(), Pipe()

    def tasks() -> Iterator[Task]:
        yield ["106"]
        assert theirs.recv() == ["106"]
        theirs.close()
        yield ["107"]

    with ours, ours_too, theirs_too, pytest.raises(ProcessEnded, match="begin again"):
        list(SideBySide([ours, ours_too]).each(tasks()))


def test_whoever_rebuilds_is_told_by_a_sentence_and_not_by_a_traceback() -> None:
    assert code_for(ProcessEnded()) == Exit.FAILED


def test_one_that_does_not_reach_the_database_says_so() -> None:
    with side_by_side(NOWHERE, 1, FILLING) as fillers, pytest.raises(LogUnavailable, match="does not answer"):
        list(fillers.each([["106"]]))


def test_few_facts_are_not_worth_another_process() -> None:
    assert worth(2 * FACTS_WORTH_A_PROCESS - 1) <= 1


def test_there_are_no_more_processes_than_processors_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 2, 3}, raising=False)
    assert worth(1_000_000) == 3
    monkeypatch.delattr("os.sched_getaffinity")  # as on macOS
    assert worth(1_000_000) == 4


def test_what_tasks_came_to_is_told_as_they_are_done() -> None:
    ours, theirs = Pipe()
    theirs.send(Filled(3))
    theirs.send(Filled(4))
    with ours, theirs:
        assert list(SideBySide([ours]).each([["106"], ["107"]])) == [Filled(3), Filled(4)]
        assert [theirs.recv(), theirs.recv()] == [["106"], ["107"]]
