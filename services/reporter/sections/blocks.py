"""PURE. What sections are built of: parts; sentences, and lists with a sentence that leads to them."""

from collections.abc import Callable, Iterable, Iterator

from services.reporter import words
from services.reporter.report import Block, Bullets, Heading, Line, Paragraph
from services.reporter.view import View
from shared.papers.statement import SectionId, Statement, say

Part = Callable[[View], Iterable[Block]]
"""Some blocks of a section, with the heading above them."""


def headed(heading: str, *parts: Part) -> Part:
    """The same under a heading."""
    return lambda view: (Heading(heading), *put_together(parts, view))


def put_together(parts: Iterable[Part], view: View) -> tuple[Block, ...]:
    return tuple(block for part in parts for block in part(view))


def sentence(text: str, says: Iterable[Statement] = (), evidence: Iterable[str] = ()) -> Paragraph:
    return Paragraph(Line(text, tuple(dict.fromkeys(evidence)), tuple(says)))


def with_list(
    lead: str, items: tuple[Line, ...], says: Iterable[Statement] = (), evidence: Iterable[str] = ()
) -> Iterator[Block]:
    """The lead sentence rests on `evidence` and on all that its list rests on."""
    yield sentence(lead, says, (*evidence, *(id for item in items for id in item.evidence)))
    yield Bullets(items)


def stated_count(section: SectionId, list_id: str, number: int, noun: str) -> Statement:
    """That a lead sentence says how many items its list has; `noun` in the singular."""
    return say(section, "stated_count", list_id, n=number, noun=noun)


def following(number: int, noun: str) -> str:
    """`the following Draft Proposals`, or Proposal where there is one."""
    return f"the following {words.plural(number, noun)}"
