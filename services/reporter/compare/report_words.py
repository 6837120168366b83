"""PURE. The words of a report, found by what they say: which sentence of it answers a published one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from services.reporter.compare.sides import Sentence
from shared.papers.statement import SectionId, Statement

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """`of` each statement: all sentences that say it; `leads` of each section: its sentences that say nothing."""

    of: Mapping[Statement, Sequence[str]]
    leads: Mapping[SectionId, Sequence[str]]

    def answer(self, one: str, written: Iterable[Statement]) -> str | None:
        """Of the sentences that say most of `written`, the likest to `one`; None where no sentence says any of it."""
        shares = Counter(text for said in written for text in self.of.get(said, ()))
        most = max(shares.values(), default=0)
        return _likest(one, [text for text, share in shares.items() if share == most])

    def lead(self, one: str, section: SectionId) -> str | None:
        """The likest to `one` of the sentences of `section` that say nothing by themselves."""
        return _likest(one, self.leads.get(section, ()))


def report_words(sentences: Iterable[Sentence]) -> ReportWords:
    of, leads = defaultdict[Statement, list[str]](list), defaultdict[SectionId, list[str]](list)
    for sentence in sentences:
        for said in sentence.says:
            of[said].append(words_of(sentence.text))
        if not sentence.says:
            leads[sentence.section].append(words_of(sentence.text))
    return ReportWords(of, leads)


def _likest(one: str, texts: Sequence[str]) -> str | None:
    if one in texts:
        return one
    return max(texts, key=lambda text: likeness(one, text), default=None)


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of letters that the two have alike, in their order."""
    return SequenceMatcher(None, one, other).ratio()


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """Without marks of Markdown, and without where its links lead."""
    return " ".join(_LINK.sub(r"\1", text).replace("**", "").split())
