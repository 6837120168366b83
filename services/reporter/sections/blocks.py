"""PURE. What sections are built of: sentences, and lists with a sentence that leads to them."""

from collections.abc import Iterable, Iterator

from services.reporter import words
from services.reporter.report import Block, Bullets, Line, Paragraph
from shared.papers.statement import SectionId, Statement, say


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
