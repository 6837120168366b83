"""Whatever is asked for, in whatever order, by whomever: the process and the naive model answer the same.

Never is anything in a place that the table does not lead to; every refusal has the code that the model gives; every
acceptance makes the facts that the model makes. `--process-examples` says how many lives are tried.
"""

from datetime import date

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from hypothesis.strategies import DataObject, data, sampled_from

from tests import given as notation
from tests.process.asking import Asking
from tests.process.pair import Pair
from tests.process.ways import WAYS, dated, giver_of, way

STEPS = 60


class Process(RuleBasedStateMachine):
    """Some modifications, meetings and releases, and time that passes."""

    def __init__(self) -> None:
        super().__init__()
        self.pair = Pair()
        self.today = date(2020, 3, 2)

    @initialize(place=sampled_from(["unknown", *WAYS]))
    def it_has_come_somewhere(self, place: str) -> None:
        """So that every place is as near as any other."""
        for line in dated(way(place)):
            name, words = notation.words(line)
            assert self.pair.give(name, words, giver_of(name)) == "accepted"
            self.today = date.fromisoformat(words["on"])

    @rule(data=data())
    def somebody_asks(self, data: DataObject) -> None:
        name, words, giver = Asking(data, self.pair, self.today).command()
        if self.pair.give(name, words, giver) == "accepted":
            self.today = max(self.today, date.fromisoformat(words["on"]))


@pytest.mark.timeout(3_600)
def test_the_process_answers_as_the_naive_model_does(process_examples: int) -> None:
    run_state_machine_as_test(
        Process, settings=settings(max_examples=process_examples, stateful_step_count=STEPS, deadline=None)
    )
