"""PURE. The sentences as they are printed: which of the report says what one of the paper does, and in which words.

A sentence has a verdict of its own only where its words differ and the values that it gives do not: what differs in
sense is ruled on as a statement. Problems are compared word by word as statements; rows have no sentences.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.reporter.compare.pairs import Pair, said_by
from services.reporter.compare.report_words import ReportWords, likeness, report_words, words_of
from services.reporter.compare.sentence_rules import in_words, rules_needed
from services.reporter.compare.sides import Sentence
from services.reporter.compare.verdict import Ruling, Verdict
from shared.papers.statement import Statement, Value, say

_MASK = "…"

REWORDED = Ruling("unexplained", "worded-otherwise", "no rule rewords the sentence so")
LIKE = 0.8
"""The share of its letters, from 0 to 1, from which on a sentence that only leads is taken for one worded otherwise."""


def worded_otherwise(
    wordings: Iterable[Statement], pairs: Iterable[Pair], sentences: Sequence[Sentence]
) -> Iterator[Verdict]:
    """A verdict for each published sentence whose words are not the report's, in the order of the paper."""
    answered, report = _by_line(pairs), report_words(sentences)
    for printed in wordings:
        told = answered.get(printed.place.line, ()) if printed.place else ()
        if printed.subject == "problem":
            continue
        verdict = _of_what_it_says(printed, told, report) if told else _of_a_lead(printed, report)
        if verdict:
            yield verdict


def _by_line(pairs: Iterable[Pair]) -> Mapping[int, Sequence[Pair]]:
    lines: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.published and pair.published.place:
            lines[pair.published.place.line].append(pair)
    return lines


def _of_what_it_says(printed: Statement, told: Sequence[Pair], report: ReportWords) -> Verdict | None:
    written = [pair.written for pair in told if pair.written]
    one = words_of(str(printed["text"]))
    other = report.answer(one, written)
    if other is None or one == other:
        return None
    equal = all(pair.written and not pair.differs for pair in told)
    ruling = _ruling(*((one, other) if equal else _masked(one, other, told)))
    if ruling is None and equal:
        ruling = _told_again(told) or REWORDED
    return _verdict(ruling, printed, other) if ruling else None


def _ruling(one: str, other: str) -> Ruling | None:
    """None where the two are equal, or where no rule makes them so."""
    rules = rules_needed(one, other)
    if not rules:
        return None
    return Ruling("normalised", "+".join(rule.id for rule in rules), "; ".join(rule.meaning for rule in rules))


def _told_again(told: Sequence[Pair]) -> Ruling | None:
    """What happened to a proposal since it was raised is told in the report's own sentences, of the same facts."""
    if not all(pair.published and _of_a_proposals_process(pair.published) for pair in told):
        return None
    return Ruling("normalised", "process-sentences-made-again", "what was done since is told again, from the facts")


def _of_a_proposals_process(said: Statement) -> bool:
    """Such a sentence names no list, or is of urgency; the paragraph around it may state the problem, too."""
    if "list" in said.values:
        return said["list"] is None
    return said.kind in ("urgency_requested", "urgency_granted", "problem", "mentioned")


def _of_a_lead(printed: Statement, report: ReportWords) -> Verdict | None:
    """A sentence that says nothing by itself, against the likest such of its section.

    None where none is like it: it belongs to the page, as the headline of a chart does, or a note below a table.
    """
    one = words_of(str(printed["text"]))
    other = report.lead(one, printed.section) or ""
    if one == other or likeness(one, other) < LIKE:
        return None
    return _verdict(_ruling(one, other) or REWORDED, printed, other)


def _masked(one: str, other: str, told: Sequence[Pair]) -> tuple[str, str]:
    """Both without the values that they give differently: those have a verdict already."""
    for pair in told:
        for name in pair.differs if pair.published and pair.written else ():
            assert pair.published and pair.written
            one = _without(one, said_by(pair.published).get(name))
            other = _without(other, said_by(pair.written).get(name))
    return one, other


def _without(text: str, value: Value) -> str:
    form = re.escape(in_words(value) if isinstance(value, int) else words_of(value or ""))
    return re.sub(rf"\b{form}\b", _MASK, text, flags=re.IGNORECASE) if form else text


def _verdict(ruling: Ruling, printed: Statement, other: str) -> Verdict:
    written = say(printed.section, "wording", printed.subject, text=other)
    return Verdict(ruling.word, ruling.rule, ruling.why, printed, written, ("text",))
