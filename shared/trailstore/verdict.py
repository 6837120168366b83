"""What became of looking through a log."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.trail.checkpoint import Checkpoint
from shared.trail.finding import Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """`facts` in the log, `covered` of them by its tree; `position` is the last. `agreed`: checkpoints held outside
    that fit, the smallest first. `remarks` say what cannot be known, and why."""

    origin: str
    facts: int
    covered: int
    position: int
    held: int
    agreed: tuple[Checkpoint, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]


_AFTER = (
    "; what came after is held against its tree alone, which is in the same database: have a checkpoint made for it"
)


def remarks(
    origin: str,
    agreed: Sequence[Checkpoint],
    others: Sequence[str],
    scraps: int,
    uncovered: int,
    not_kept: int,
    position: int,
) -> list[str]:
    """What whoever reads the verdict should know beside it. `position`: the last one."""
    told = []
    if agreed:
        last = agreed[-1]
        signed = f"up to position {last.position} the log is the one that was signed"
        told.append(f"{signed}{_AFTER}" if position > last.position else signed)
    else:
        told.append(
            "no checkpoint that fits is held outside: whether facts were cut off at the end, an older backup was "
            "restored, or the log was written anew together with its tree, cannot be known"
        )
    if uncovered:
        told.append(f"{uncovered} facts at the end are not in the tree yet: of these nothing is known")
    if not_kept:
        told.append(f"{not_kept} further places differ, and are not listed")
    if others:
        told.append(f"checkpoints of other logs are held in the same place: {', '.join(others)}; this one is {origin}")
    if scraps:
        told.append(
            f"{scraps} pieces of the file of checkpoints are none: a crash cut them off, or somebody wrote there"
        )
    return told
