"""One row a modification: the problem that its Proposer wants solved, where one is told. Key: its stream.

Apart from the register, since it is longer than all else that is known of a modification, and asked for only when it is
new.
"""

from collections.abc import Mapping

from shared.domain.facts import AnyFact, ProposalRaised
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, step


class Problem(Row, frozen=True, kw_only=True):
    """`text` as they put it, told when it was raised: Markdown in paragraphs."""

    told: Step
    text: str


def fold(history: History) -> Mapping[str, Problem]:
    """As the register has it: what is raised twice is as it was raised last."""
    raised = [recorded for recorded in by_day(history) if isinstance(recorded.fact, ProposalRaised)]
    for recorded in raised[-1:]:
        assert isinstance(recorded.fact, ProposalRaised)
        if text := recorded.fact.problem:
            day = recorded.day
            row = Problem(stream=recorded.stream, opened_on=day, settled_on=day, told=step(recorded), text=text)
            return {row.stream: row}
    return {}


FACTS: frozenset[type[AnyFact]] = frozenset({ProposalRaised})

PROBLEMS = ReadModel("problems", 1, Problem, "modification", fold, facts=FACTS)
