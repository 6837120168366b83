"""Every transition of the process is walked along, by the system and by the naive model beside it."""

from collections.abc import Sequence

import pytest

from shared.process.transitions import TRANSITIONS, Transition
from tests import given as notation
from tests.process.naive.table import MOVES
from tests.process.pair import Pair
from tests.process.ways import all_walks, giver_of

WALKS = tuple(all_walks())


def walked(lines: Sequence[str]) -> Pair:
    """All lines are accepted, by both."""
    pair = Pair()
    for line in lines:
        name, words = notation.words(line)
        assert pair.give(name, words, giver_of(name)) == "accepted", f"{line} after {lines}"
    return pair


def named(made: Transition) -> str:
    case = f" ({made.when})" if made.when else ""
    return f"{made.rule.command}{case}: {made.source} -> {made.target}"


@pytest.mark.parametrize(("made", "lines"), WALKS, ids=[named(made) for made, _ in WALKS])
def test_it_leads_where_the_table_says(made: Transition, lines: list[str]) -> None:
    assert made in walked(lines).seen


def test_every_transition_is_reached(capsys: pytest.CaptureFixture[str]) -> None:
    seen = {each for _, lines in WALKS for each in walked(lines).seen}
    with capsys.disabled():
        print(f"\ntransitions of the process: {len(seen & set(TRANSITIONS))} of {len(TRANSITIONS)} reached")
    assert not [named(made) for made in TRANSITIONS if made not in seen]


def test_the_table_written_by_hand_is_the_table() -> None:
    by_hand = {(command, source, target) for command, moves in MOVES.items() for _, source, target in moves}
    adopted = {("AdoptProposal", made.source, made.target) for made in TRANSITIONS if made.source == "adoption_window"}
    by_rules = {(made.rule.command, made.source, made.target) for made in TRANSITIONS if made.source != "any"}
    assert by_rules - adopted == by_hand - {("AdoptProposal", "adoption_window", "before")}
