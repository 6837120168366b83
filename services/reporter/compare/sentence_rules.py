"""PURE. Wordings of whole sentences that say the same. No rule knows a particular paper, nor what a sentence is about.

Each rewrites one sentence to a normal form. Two sentences that are equal after some of the rewritings are one sentence
worded twice. What a sentence says (its numbers, days, names) is compared as statements, and never here alone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from services.reporter.compare.wordings import plain_marks

_COUNTED = r"(?:Draft|Modification|Impact|Refinement|Preliminary)"
_NOUN = r"(?:Proposal|Report|Assessment|Consultation|Modification|determination|decision)"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class SentenceRule:
    """Two sentences for which `plain` gives the same are one sentence, worded twice. `id` is stable."""

    id: str
    meaning: str
    plain: Callable[[str], str]


def in_words(number: int) -> str:
    """`seven`; beyond ten in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def _rewriting(pattern: str, by: str | Callable[[re.Match[str]], str], flags: int = 0) -> Callable[[str], str]:
    form = re.compile(pattern, flags)
    return lambda text: form.sub(by, text)


_agreeing = (
    _rewriting(r"\bis\b", "are"),
    _rewriting(r"\bwas\b", "were"),
    _rewriting(r"\bhas\b", "have"),
    _rewriting(rf"\b({_NOUN})s\b(?! {_NOUN})", r"\1", re.IGNORECASE),
)


def _number_agrees(text: str) -> str:
    for agreeing in _agreeing:
        text = agreeing(text)
    return text


SENTENCE_RULES: tuple[SentenceRule, ...] = (
    SentenceRule("plain-marks", "quotes and dashes are the same in either form", plain_marks),
    SentenceRule(
        "from-not-of",
        "a Proposer is from an organisation, not of it",
        _rewriting(r"(was raised by (?:(?! from | of | on behalf ).)+) of ", r"\1 from "),
    ),
    SentenceRule("article-before-dcc", "the DCC has its article", _rewriting(r"\bthe (?=DCC\b)", "", re.IGNORECASE)),
    SentenceRule(
        "weekday-dropped",
        "a day is named without its weekday",
        _rewriting(r"\b[a-z]+day,? (?=\d)", "", re.IGNORECASE),
    ),
    SentenceRule("ordinal-dropped", "26 May, not 26th May", _rewriting(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1")),
    SentenceRule(
        "year-added",
        "a day is named with its year",
        _rewriting(rf"\b(\d{{1,2}} [A-Z][a-z]{{2,8}}) {_YEAR.pattern}", r"\1"),
    ),
    SentenceRule(
        "number-in-words",
        "a number of things is a word",
        _rewriting(rf"\b\d{{1,2}}(?= (?:{_COUNTED}s? )?{_NOUN})", lambda found: in_words(int(found[0])), re.IGNORECASE),
    ),
    SentenceRule(
        "plural-once",
        "only the last noun of a name is in the plural",
        _rewriting(rf"\b({_COUNTED})s(?= {_NOUN})", r"\1", re.IGNORECASE),
    ),
    SentenceRule("number-agrees", "verbs and nouns follow the number of things", _number_agrees),
    SentenceRule("release-worded", "a release is a Release, or a SEC Release", _rewriting(r"\bSEC (?=Release\b)", "")),
    SentenceRule("sentences-parted", "two things done are told in two sentences", _rewriting(r",? and it\b", ". It")),
    SentenceRule("full-stop", "a sentence ends with its full stop", lambda text: text.rstrip(" .:")),
    SentenceRule(
        "capital-in-mid-sentence",
        "no capital after a comma",
        _rewriting(r", (?:The|This|That|An?)\b", lambda found: found[0].casefold()),
    ),
    SentenceRule("letter-case", "capitals follow the usual spelling", str.casefold),
)
"""In the order in which they rewrite; of two rules that each do, the one further up is named."""


@lru_cache(maxsize=1024)
def rules_needed(one: str, other: str) -> tuple[SentenceRule, ...] | None:
    """Exactly the rules without which the two are not equal, in their order; None where no rules make them equal.

    None too where each names a year that the other does not: leaving a year out is a wording, another year is not.
    """
    if set(_YEAR.findall(one)) - set(_YEAR.findall(other)) and set(_YEAR.findall(other)) - set(_YEAR.findall(one)):
        return None
    needed = SENTENCE_RULES
    if not _equal_by(needed, one, other):
        return None
    for rule in reversed(SENTENCE_RULES):
        fewer = tuple(each for each in needed if each is not rule)
        needed = fewer if _equal_by(fewer, one, other) else needed
    return needed


def _equal_by(rules: Iterable[SentenceRule], one: str, other: str) -> bool:
    for rule in rules:
        one, other = rule.plain(one), rule.plain(other)
    return one == other
