"""PURE. Which statement of one paper answers which of the other: equal ones first, then the likeliest of the rest."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from shared.papers.statement import Statement, Value


@dataclass(frozen=True, slots=True)
class Pair:
    """What both papers say of one thing; a side is None where that paper is silent. Never both."""

    published: Statement | None
    written: Statement | None

    @property
    def differs(self) -> tuple[str, ...]:
        """The names, as in `said_by`, of what is not equal; empty where a side is silent."""
        if self.published is None or self.written is None or self.published == self.written:
            return ()
        return differences(self.published, self.written)


def differences(one: Statement, other: Statement) -> tuple[str, ...]:
    """The names of what the two do not say alike."""
    said, otherwise = said_by(one), said_by(other)
    return tuple(name for name in dict.fromkeys((*said, *otherwise)) if said.get(name) != otherwise.get(name))


def said_by(statement: Statement) -> Mapping[str, Value]:
    """All it says by name: `section`, `statement` (its kind), `subject`, and its values."""
    heads = {"section": statement.section, "statement": statement.kind, "subject": statement.subject}
    return {**heads, **statement.values}


Likeness = Callable[[Statement], Hashable]
"""Statements of the two papers are tried as a pair where this gives the same for both; None: not tried."""


def _same_thing(said: Statement) -> Hashable:
    return said.section, said.kind, said.subject


def _same_kind_elsewhere(said: Statement) -> Hashable:
    return said.kind, said.subject


def _same_item_of_another_list(said: Statement) -> Hashable:
    return (said.section, said.subject) if "list" in said.values else None


def _same_but_for_its_name(said: Statement) -> Hashable:
    return said.section, said.kind, *(value for name, value in said.values.items() if name != "label")


LIKENESSES: tuple[Likeness, ...] = (
    _same_thing,
    _same_kind_elsewhere,
    _same_item_of_another_list,
    _same_but_for_its_name,
)
"""From the closest to the loosest; what one leaves over is tried by the next."""


def pairs_of(published: Sequence[Statement], written: Sequence[Statement]) -> tuple[Pair, ...]:
    """Every statement of both sides in exactly one pair, in the order of `published`, then of `written`."""
    answers = _equal(published, written)
    for likeness in LIKENESSES:
        left = [at for at in range(len(published)) if at not in answers]
        over = _unanswering(written, answers)
        answers |= _likely(published, left, written, over, likeness)
    pairs = [Pair(said, written[answers[at]] if at in answers else None) for at, said in enumerate(published)]
    return (*pairs, *(Pair(None, written[at]) for at in _unanswering(written, answers)))


Answers = dict[int, int]
"""From the index of a published statement to that of the written one which answers it."""


def _unanswering(written: Sequence[Statement], answers: Answers) -> list[int]:
    taken = set(answers.values())
    return [at for at in range(len(written)) if at not in taken]


def _equal(published: Sequence[Statement], written: Sequence[Statement]) -> Answers:
    waiting: dict[Statement, list[int]] = defaultdict(list)
    for at, said in reversed(list(enumerate(written))):
        waiting[said].append(at)
    return {at: waiting[said].pop() for at, said in enumerate(published) if waiting.get(said)}


def _likely(
    published: Sequence[Statement],
    left: Iterable[int],
    written: Sequence[Statement],
    over: Iterable[int],
    likeness: Likeness,
) -> Answers:
    alike: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, says, indices in ((0, published, left), (1, written, over)):
        for at in indices:
            alike[likeness(says[at])][side].append(at)
    answers: Answers = {}
    for key, (ours, theirs) in alike.items():
        if key is not None:
            answers |= _closest(published, ours, written, theirs)
    return answers


def _closest(
    published: Sequence[Statement], ours: Iterable[int], written: Sequence[Statement], theirs: Iterable[int]
) -> Answers:
    """Those with the fewest differences first; then in the order of the papers."""
    tried = sorted((len(differences(published[a], written[b])), a, b) for a, b in product(ours, theirs))
    answers: Answers = {}
    for _, a, b in tried:
        if a not in answers and b not in answers.values():
            answers[a] = b
    return answers
