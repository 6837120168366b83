"""How sections speak: sentences of known forms, of which some open a list, the items that follow, and tables."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from shared.papers import words
from shared.papers.account import Account, boilerplate, heading, not_understood, said, wording
from shared.papers.blocks import Block, Heading, Passage, Section
from shared.papers.forms import TableForm, read_table
from shared.papers.items import Named, named
from shared.papers.sentences import Found
from shared.papers.statement import SectionId, Statement, say
from shared.papers.tables import Table
from shared.papers.words import NotUnderstood, plain

LED_BY_THAT = "the sentence above, which tells what this list is, was not understood"

ItemReader = Callable[[Named], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a sentence says by itself, and how the items of the list that it opens are read."""

    says: tuple[Statement, ...] = ()
    items: ItemReader | None = None


Sentence = tuple[re.Pattern[str], Callable[[Found], Opened]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All that a section may hold. `boilerplate`: forms that say nothing of the month, by the name of their rule."""

    section: SectionId
    headings: frozenset[str]
    sentences: tuple[Sentence, ...] = ()
    boilerplate: tuple[tuple[str, re.Pattern[str]], ...] = ()
    tables: tuple[TableForm, ...] = ()


def stated(section: SectionId, list_id: str, found: Found) -> tuple[Statement, ...]:
    """How many items the sentence says there are, where it does."""
    given = found.match.groupdict()
    if not given.get("n"):
        return ()
    noun = words.singular(given.get("noun") or "")
    return (say(section, "stated_count", list_id, n=found.count(), noun=noun),)


def read_section(section: Section, grammar: Grammar, near: date | None) -> Iterator[Account]:
    """The account of every block of the section, in order."""
    items: ItemReader | None = None
    above: str | None = None
    for block in section.blocks:
        if isinstance(block, Heading):
            items, above = None, block.text
            yield heading(block, block.text.casefold() in grammar.headings)
        elif isinstance(block, Table):
            items = None
            yield from read_table(block, grammar.tables, grammar.headings)
        elif block.kind == "quote":
            yield commentary(block, grammar.section, above)
        elif block.kind == "bullet":
            yield read_item(block, grammar.section, items, near)
        else:
            account, items = read_sentence(block, grammar, near)
            yield account


def commentary(block: Passage, section: SectionId, about: str | None) -> Account:
    """A quotation: words of the analyst, about what stands under the heading `about`."""
    return said(block, (say(section, "commentary", section, about=about, text=block.text),))


def read_item(block: Passage, section: SectionId, items: ItemReader | None, near: date | None) -> Account:
    """One bullet of the list that a sentence opened."""
    if items is None:
        return not_understood(block, "no sentence above says what this list is")
    item = named(block.text, near)
    if item is None:
        return not_understood(block, "expected a proposal, such as [DP094 'Title'](#)")
    try:
        return said(block, (*items(item), wording(section, "item", block.text)))
    except ValueError as error:
        return not_understood(block, str(error))


def read_sentence(block: Passage, grammar: Grammar, near: date | None) -> tuple[Account, ItemReader | None]:
    """The account of a paragraph, and how to read the list that it opens."""
    text = plain(block.text)
    words_of_it = wording(grammar.section, "sentence", block.text)
    for pattern, opens in grammar.sentences:
        found = pattern.fullmatch(text)
        if found:
            return _opened(block, opens, Found(found, near), words_of_it)
    for rule, pattern in grammar.boilerplate:
        if pattern.fullmatch(text):
            return boilerplate(block, rule, (words_of_it,)), None
    return not_understood(block, "no known sentence of this section reads like this"), _led_by_that


def _led_by_that(item: Named) -> tuple[Statement, ...]:
    raise NotUnderstood(LED_BY_THAT)


def _opened(
    block: Block, opens: Callable[[Found], Opened], found: Found, words_of_it: Statement
) -> tuple[Account, ItemReader | None]:
    try:
        opened = opens(found)
    except ValueError as error:
        return not_understood(block, str(error)), _led_by_that
    if opened.says:
        return said(block, (*opened.says, words_of_it)), opened.items
    return boilerplate(block, "lead sentence of a list", (words_of_it,)), opened.items
