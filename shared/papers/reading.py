"""The account of a paper that was read: every line of it is in exactly one of three lists."""

from dataclasses import dataclass

from shared.papers.statement import Statement


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the paper that made no statement. `why`: the rule by which it is boilerplate, or why not understood."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`statements` in the order of the paper. `said_on`: the lines on which statements stand (joined lines each)."""

    statements: tuple[Statement, ...]
    said_on: frozenset[int]
    boilerplate: tuple[PaperLine, ...]
    not_understood: tuple[PaperLine, ...]
    lines: int
