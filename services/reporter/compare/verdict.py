"""PURE. What a comparison concludes: one verdict of a closed list for each thing that either paper says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from shared.papers.statement import Statement

Word = Literal[
    "recomputed",
    "carried",
    "normalised",
    "contradicts_itself",
    "by_calculation",
    "stated_only",
    "unexplained",
]

MEANINGS: Mapping[Word, str] = {
    "recomputed": "worked out again from the facts, and equal",
    "carried": "recorded as a fact and printed again, and equal",
    "normalised": "worded by a rule of the report",
    "contradicts_itself": "the published paper contradicts itself here",
    "by_calculation": "the calculation gives another value than the published paper prints",
    "stated_only": "equal, but nothing recorded bears on it: only the published paper states it",
    "unexplained": "no rule explains the difference",
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule concludes. `rule` is a stable id: the rule's own, or that of the finding it rests on.

    A sentence that takes several rules to say the same has the ids of all of them, joined by `+`.
    """

    word: Word
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rule` is a stable id. `differs` names the values that are not equal; where one side is silent it is empty.

    `line` and `text` stand for a line of the published paper that could not be read as a statement.
    """

    word: Word
    rule: str
    why: str
    published: Statement | None
    written: Statement | None
    differs: tuple[str, ...] = ()
    line: int | None = None
    text: str = ""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects of which it speaks: two, where the two papers name different ones."""
        said = (side.subject for side in (self.published, self.written) if side)
        return tuple(dict.fromkeys(said))

    @property
    def equal(self) -> bool:
        """Whether both papers say it, in the same words."""
        return self.published is not None and self.published == self.written


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdicts on statements in the order of the published paper, then on those that only the report makes.

    Then come the published sentences that the report words otherwise, and last the lines that were not understood.
    """

    verdicts: tuple[Verdict, ...]

    @property
    def counts(self) -> Mapping[Word, int]:
        """How many verdicts of each word, all words in the order of `MEANINGS`."""
        found = Counter(verdict.word for verdict in self.verdicts)
        return {word: found[word] for word in get_args(Word)}

    @property
    def sentences(self) -> tuple[Verdict, ...]:
        """Those on the words of a sentence; all others are on what the papers say."""
        return tuple(verdict for verdict in self.verdicts if verdict.published and verdict.published.kind == "wording")

    @property
    def unexplained(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.word == "unexplained")
