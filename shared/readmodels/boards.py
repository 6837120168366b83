"""One row a vote of a regular Change Board: that it met that day, whatever it voted. Key: fact id.

Apart from the proceedings, since the last of its meetings may lie any time back, with very many of those in between.
"""

from collections.abc import Mapping

from shared.domain.facts import AnyFact, ChangeBoardVoted
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, step


class BoardVote(Row, frozen=True, kw_only=True):
    """`taken` is the day of the meeting."""

    taken: Step


def fold(history: History) -> Mapping[str, BoardVote]:
    return {recorded.id: _row(recorded) for recorded in history if _is_regular(recorded)}


def _is_regular(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, ChangeBoardVoted) and not recorded.fact.ad_hoc


def _row(recorded: Recorded) -> BoardVote:
    return BoardVote(stream=recorded.stream, opened_on=recorded.day, settled_on=recorded.day, taken=step(recorded))


def part_of(recorded: Recorded) -> str:
    return recorded.id


FACTS: frozenset[type[AnyFact]] = frozenset({ChangeBoardVoted})

BOARD_VOTES = ReadModel("board_votes", 1, BoardVote, "modification", fold, part_of, facts=FACTS)
