"""From what was found on the way through a log, and the checkpoints held outside, to what happened."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from shared.trail.checkpoint import Checkpoint
from shared.trail.differences import Difference, Missing, explained
from shared.trail.finding import Finding
from shared.trailstore.walk import Doubt, Walk

FIRST_POSITION = 1


class Agreement(NamedTuple):
    """Of the checkpoints that can be held against the log: those that fit its tree, the largest that fits its facts
    alone, and the smallest that fits neither."""

    agreed: tuple[Checkpoint, ...]
    by_facts: Checkpoint | None
    forked: Checkpoint | None
    beyond: tuple[Checkpoint, ...]
    """Those of more facts than there are."""


def agreement(checkpoints: Sequence[Checkpoint], walk: Walk) -> Agreement:
    """Each checkpoint is held against the tree as it is kept, and as the facts would have it."""
    ordered = sorted(checkpoints, key=lambda each: (each.size, each.root))
    here = [each for each in ordered if each.size <= walk.tree.size]
    fits = [each for each in here if walk.tree.at[each.size] == each.root]
    others = [each for each in here if walk.tree.at[each.size] != each.root]
    by_facts = [each for each in others if walk.facts.at.get(each.size) == each.root]
    neither = [each for each in others if walk.facts.at.get(each.size) != each.root]
    beyond = tuple(each for each in ordered if each.size > walk.tree.size)
    return Agreement(tuple(fits), by_facts[-1] if by_facts else None, neither[0] if neither else None, beyond)


def of_facts(walk: Walk, agreed: Agreement, witnessed: dict[int, bytes], topics: Collection[str]) -> list[Finding]:
    """What was done to facts; and to leaves, where the facts are as they were signed, or as the tree above has it."""
    differences = [*walk.differences, *walk.cut_off]
    blamed = _blamed_trees(walk.doubts, witnessed)
    if agreed.by_facts:
        blamed.append((FIRST_POSITION, agreed.by_facts.position))
    in_tree = [each for each in differences if any(first <= each.position <= last for first, last in blamed)]
    findings = explained([each for each in differences if each not in in_tree], walk.later, topics)
    return [*_with_the_tail(findings, walk), *_of_leaves(in_tree)]


def of_checkpoints(agreed: Agreement, walk: Walk, last_given: int | None) -> list[Finding]:
    """What shows only beside the checkpoints outside. `last_given`: the last position that the log has given out."""
    found = []
    if fork := agreed.forked:
        start = max((each.position for each in agreed.agreed if each.size < fork.size), default=0) + 1
        message = (
            f"between positions {start} and {fork.position} the log is not the one of which the checkpoint of "
            f"{fork.size} facts was signed, though it fits its own tree: it was written anew, or an older backup was "
            "restored and written on"
        )
        found.append(Finding("forked", start, message, fork.position))
    if agreed.beyond:
        found.append(_shorter(agreed.beyond[-1], walk, last_given))
    return found


def _shorter(signed: Checkpoint, walk: Walk, last_given: int | None) -> Finding:
    start = walk.position + 1
    gone = (
        f"a checkpoint of {signed.size} facts up to position {signed.position} was signed, and the log and its tree end"
    )
    gone = f"{gone} at position {walk.position}, with {walk.tree.size}"
    if last_given is None:
        return Finding(
            "tail cut", start, f"{gone}: the tail was cut off, or an older backup was restored", signed.position
        )
    if last_given < signed.position:
        said = f"{gone}; the log never gave out position {signed.position}: an older backup was restored"
        return Finding("older backup restored", start, said, signed.position)
    return Finding(
        "tail cut", start, f"{gone}; position {last_given} was given out: the tail was cut off", signed.position
    )


def _with_the_tail(findings: list[Finding], walk: Walk) -> list[Finding]:
    """What is gone at the end is one thing that happened."""
    tail = {each.position for each in walk.cut_off}
    gone = [each for each in findings if each.kind == "deleted" and each.position in tail]
    if not gone:
        return findings
    start = gone[0].position
    message = f"the facts from position {start} to {walk.covered} were recorded and are gone: the tail was cut off"
    cut = Finding("tail cut", start, message, walk.covered)
    return [*(each for each in findings if each not in gone), cut]


def _blamed_trees(doubts: Sequence[Doubt], witnessed: dict[int, bytes]) -> list[tuple[int, int]]:
    """First and last position of the tiles that were changed, rather than their facts: by the tile above, where it
    says otherwise than the tile, else by the root that stands beside its leaves."""
    return [
        (doubt.first, doubt.last)
        for doubt in doubts
        if witnessed.get(doubt.number, doubt.kept_root) == doubt.root_by_facts != doubt.root
    ]


def _of_leaves(differences: Sequence[Difference]) -> list[Finding]:
    said = "in the tree the leaf of position {} was changed, and the fact is as it was"
    gone = "the tree has a leaf for position {}, and the log as it was signed has no fact there"
    return [
        Finding("tree changed", each.position, (gone if isinstance(each, Missing) else said).format(each.position))
        for each in differences
    ]
