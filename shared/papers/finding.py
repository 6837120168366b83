"""What a check found: the rule, what is wrong in words, where, and how to mend it."""

from dataclasses import dataclass

from shared.papers.statement import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is a stable id (`decisions-agree`); `places` are all the places that disagree; `mend` is a suggestion."""

    rule: str
    message: str
    places: tuple[Place, ...] = ()
    mend: str = ""
    subjects: tuple[str, ...] = ()
    """The streams, list ids, figure names or facts (by id) that the finding is about."""
    accepted: str | None = None
    """Why the paper was issued all the same."""
