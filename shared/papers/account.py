"""What became of a block of the paper: it said something, is boilerplate by a rule, or was not understood."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shared.papers.blocks import Block, Heading
from shared.papers.statement import Place, SectionId, Statement, say


@dataclass(frozen=True, slots=True)
class Account:
    """Of the `lines`: exactly one of statements that are more than wording, `boilerplate` and `trouble` is there."""

    lines: tuple[int, ...]
    statements: tuple[Statement, ...] = ()
    boilerplate: str = ""
    trouble: str = ""


def said(block: Block, statements: Iterable[Statement]) -> Account:
    """It makes these statements; each gets the block's place."""
    place = Place(block.line, block.where)
    return Account(block.lines, tuple(replace(statement, place=place) for statement in statements))


def boilerplate(block: Block, rule: str, statements: Iterable[Statement] = ()) -> Account:
    """It says nothing of its month, by the rule named; `statements` may hold its wording."""
    return replace(said(block, statements), boilerplate=rule)


def not_understood(block: Block, why: str) -> Account:
    return Account(block.lines, trouble=why)


def wording(section: SectionId, subject: str, text: str) -> Statement:
    """The words as printed, for checks of wording."""
    return say(section, "wording", subject, text=text)


def heading(block: Heading, known: bool) -> Account:
    """A heading orders the paper; one that no reader knows is told, since what follows may be new."""
    if known:
        return boilerplate(block, "heading")
    return not_understood(block, f"no reader knows the heading {block.text[:60]!r}")
