"""PURE. What the history of a paper's stream says of its editions. As recorded: what went out is not mended."""

from collections.abc import Sequence
from typing import NamedTuple

from services.reporter.issued.errors import NoSuchPaper, NotIssued
from shared.domain.facts import ReportBuilt, ReportIssued, ReportRestated
from shared.domain.recorded import Recorded

OutFact = ReportIssued | ReportRestated


class Out(NamedTuple):
    """One edition that is out."""

    told: Recorded
    fact: OutFact


class Built(NamedTuple):
    """One that somebody built."""

    told: Recorded
    fact: ReportBuilt


def editions(history: Sequence[Recorded]) -> tuple[Out, ...]:
    """Those that are out, in the order in which they went."""
    return tuple(Out(told, told.fact) for told in history if isinstance(told.fact, OutFact))


def next_edition(history: Sequence[Recorded]) -> str:
    """Empty for the original; `R1` where that is out, and so on."""
    number = len(editions(history))
    return f"R{number}" if number else ""


def to_be_issued(history: Sequence[Recorded], month: str, edition: str) -> Built:
    """The last of that edition that was built. Raises NotIssued where it is out, NoSuchPaper where none was built."""
    for out in editions(history):
        if out.fact.edition == edition:
            raise NotIssued(
                f"the paper of {month} is out by {out.told.id}: it stays, and `secchange report restate {month}` "
                "issues another edition beside it"
            )
    built = [
        Built(told, told.fact)
        for told in history
        if isinstance(told.fact, ReportBuilt) and told.fact.edition == edition
    ]
    if not built:
        raise NoSuchPaper(
            f"nobody has built the paper of {month} to be issued: `secchange report build {month} --record` does that"
        )
    return built[-1]
