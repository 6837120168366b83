"""A status is read at a glance, however much is parked; a program is told all of it."""

from dataclasses import replace

import pytest

from services.cli.status import status_json, status_tables
from shared.operation.lag import Lag
from shared.operation.status import Status
from shared.rowstore.batch import Parked

PARKED = [
    Parked(0, str(stream), stream + 1_000 * behind, "no fact" if behind == 0 else "waits behind it")
    for behind in range(3)
    for stream in range(101, 151)
]
FOUND = Status(7, "facts", 3_000, None, (Lag(0, 3_000, 3_000, 0, 0.0),), PARKED)


def test_the_first_streams_that_are_held_up_are_shown_with_how_many_facts_wait(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status_tables(FOUND)
    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    title = "Parked: 150 facts of 50 streams, 30 of them not shown (see `secchange quarantine list`)"
    begun = shown.index(title)
    assert shown[begun + 1 : begun + 4] == [
        "Position Stream Reason Attempts Waiting",
        "101 101 no fact 1 2",
        "102 102 no fact 1 2",
    ]
    assert len(shown) == begun + 22


def test_what_somebody_wrote_does_nothing_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    told = Parked(0, "106", 1, "no \x1b[2J fact\x07 of\x9b ours\xa0")
    status_tables(replace(FOUND, parked=[told]))
    assert r"no \x1b[2J fact\x07 of\x9b ours" in capsys.readouterr().out


def test_a_program_is_told_of_every_parked_fact() -> None:
    told = status_json(FOUND)
    assert (told["parked_count"], len(told["parked"])) == (150, 150)
