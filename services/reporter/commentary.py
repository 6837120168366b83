"""PURE. The analyst's own words, put where they belong: at the end of what they are about.

`about` names a heading of the section. Words about the section as a whole stand before its first heading.
"""

from collections.abc import Iterator

from services.reporter.report import Block, Heading, Line, Quote, Section
from shared.papers.statement import say
from shared.readmodels.papers import Commentary, Paper


def with_commentary(section: Section, paper: Paper | None) -> Section:
    """Apart from generated text: always as a quotation. In the order in which it was recorded."""
    written = [words for words in paper.commentary if words.section == section.id] if paper else []
    return Section(section.id, section.title, tuple(_blocks(section, written)), section.number) if written else section


def _blocks(section: Section, written: list[Commentary]) -> Iterator[Block]:
    headings = {block.text for block in section.blocks if isinstance(block, Heading)}
    due = [words for words in written if words.about not in headings]
    for block in section.blocks:
        if isinstance(block, Heading):
            yield from _quotes(due, section)
            due = [words for words in written if words.about == block.text]
        yield block
    yield from _quotes(due, section)


def _quotes(written: list[Commentary], section: Section) -> Iterator[Block]:
    for words in written:
        says = say(section.id, "commentary", section.id, about=words.about, text=words.text)
        yield Quote(Line(" ".join(words.text.split()), words.evidence, (says,)))
