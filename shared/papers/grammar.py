"""How sections speak: a sentence of a known form, which may open a list, and the items and tables that follow.

A form is a sentence as the papers print it, with `{n}` for a number, `{noun}`, `{…on}` for a day, `{month}` and
`{release}`. Full stop or colon at its end may be missing, capitals may differ: papers are written by people.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from shared.domain.reference import ModificationRef
from shared.papers import words
from shared.papers.account import Account, boilerplate, heading, not_understood, said, wording
from shared.papers.document import A_LABEL, Block, Heading, Passage, Section
from shared.papers.forms import TableForm, read_table
from shared.papers.statement import SectionId, Statement, say
from shared.papers.tables import Table
from shared.papers.words import NotUnderstood, plain

_DAY = r"(?:[A-Za-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}(?: \d{2,4})?"
_MONTH = r"[A-Z][a-z]+ \d{4}"
_TERMS = {
    "n": r"no|none|an?|" + "|".join(words.NUMBERS[1:]) + r"|\d{1,3}",
    "noun": r"(?!following\b)[A-Za-z]+(?: [A-Za-z]+)?",
    "month": _MONTH,
    "release": _MONTH,
}
_NAMED = re.compile(rf"\[?(?P<label>{A_LABEL}) ['‘](?P<title>[^\[\]]+)['’](?P<link>\]\([^()]*\))?(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that has a known form; days without a year are those nearest to `near`."""

    match: re.Match[str]
    near: date | None

    def __getitem__(self, name: str) -> str:
        return (self.match[name] or "").casefold()

    def day(self, name: str = "on") -> str | None:
        """The day as an ISO text; None where the sentence leaves it out. Raises NotUnderstood."""
        text = self.match.groupdict().get(name)
        return words.day(text, self.near).isoformat() if text else None

    def month(self, name: str = "month") -> str | None:
        """The month as `2020-06`; None where the sentence leaves it out. Raises NotUnderstood."""
        return words.month(self.match[name]) if self.match[name] else None

    def count(self) -> int:
        return words.number(self.match["n"])


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a list: the proposal it names, and what it says after that, without emphasis."""

    label: str
    title: str
    rest: str
    near: date | None

    @property
    def stream(self) -> str:
        return ModificationRef.parse(self.label).stream

    def after(self, form: re.Pattern[str]) -> Found:
        """What follows the title, in the form given. Raises NotUnderstood."""
        found = form.fullmatch(self.rest)
        if not found:
            raise NotUnderstood(f"{self.label}: cannot read {self.rest[:80]!r} after its title")
        return Found(found, self.near)


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


_ANYWHERE = (("note below a table", re.compile(r"(\[[a-z]{1,2}\] [A-Z]|All rows: ).*")),)
"""What any section may hold and says nothing of the month: marks in a table lead to it."""


def form(text: str, end: str = r"[.:]?") -> re.Pattern[str]:
    """The pattern of a sentence form; `(…)?` and `(a|b)` mean what they do in regular expressions."""
    pattern = re.sub(r"\{(\w+)\}", lambda term: f"(?P<{term[1]}>{_TERMS.get(term[1], _DAY)})", text)
    return re.compile(pattern + end, re.IGNORECASE)


def named(text: str, near: date | None = None) -> Named | None:
    """The proposal that an item or sentence begins with: `[DP094 'Title'](#) rest`."""
    found = _NAMED.fullmatch(plain(text))
    if not found:
        return None
    return Named(found["label"], found["title"], found["rest"].strip(), near)


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
    for block in section.blocks:
        if isinstance(block, Heading):
            items = None
            yield heading(block, block.text.casefold() in grammar.headings)
        elif isinstance(block, Table):
            items = None
            yield from read_table(block, grammar.tables)
        elif block.is_bullet:
            yield read_item(block, grammar.section, items, near)
        else:
            account, items = read_sentence(block, grammar, near)
            yield account


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
    for rule, pattern in (*grammar.boilerplate, *_ANYWHERE):
        if pattern.fullmatch(text):
            return boilerplate(block, rule, (words_of_it,)), None
    return not_understood(block, "no known sentence of this section reads like this"), None


def _opened(
    block: Block, opens: Callable[[Found], Opened], found: Found, words_of_it: Statement
) -> tuple[Account, ItemReader | None]:
    try:
        opened = opens(found)
    except ValueError as error:
        return not_understood(block, str(error)), None
    if opened.says:
        return said(block, (*opened.says, words_of_it)), opened.items
    return boilerplate(block, "lead sentence of a list", (words_of_it,)), opened.items
