"""PURE. The comparison itself: pairs of statements, ruled one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from services.reporter.compare.alike import EQUAL_RULES
from services.reporter.compare.grounds import Grounds
from services.reporter.compare.pairs import Pair, pairs_of
from services.reporter.compare.sentences import worded_otherwise
from services.reporter.compare.sides import Printed, Published
from services.reporter.compare.unlike import LONE_RULES, VALUE_RULES
from services.reporter.compare.verdict import Comparison, Ruling, Verdict, Word
from shared.papers.reading import PaperLine
from shared.papers.statement import Statement

GRAVITY: tuple[Word, ...] = ("unexplained", "contradicts_itself", "by_calculation", "normalised")
"""Where several values of a statement differ, the first of these that one of them earned is the verdict."""


def compare(published: Published, printed: Printed) -> Comparison:
    """Every statement of both papers is in exactly one verdict; so is every line that could not be understood.

    Of the published sentences, those are that are not printed so in the report.
    """
    said = _compared(published.statements)
    wrote = [*_compared(printed.statements), *_told_too(printed, said)]
    grounds, pairs = _grounds(said, wrote, published, printed), pairs_of(said, wrote)
    verdicts = [_verdict(pair, grounds) for pair in pairs]
    sentences = worded_otherwise(_wordings(published.statements), pairs, printed.sentences)
    return Comparison((*verdicts, *sentences, *map(_not_understood, published.not_understood)))


def _told_too(printed: Printed, said: Iterable[Statement]) -> Iterator[Statement]:
    """What charts show, where the published paper tells of it; who printed the same charts has them as tables."""
    there = {(statement.kind, statement.subject) for statement in said} - {
        (statement.kind, statement.subject) for statement in printed.statements
    }
    return (drawn for drawn in printed.drawn if (drawn.kind, drawn.subject) in there)


def _compared(statements: Sequence[Statement]) -> list[Statement]:
    """What the papers say; the sentences in which they say it are compared when that is done."""
    compared = (statement for statement in statements if statement.kind != "wording")
    return [paragraph for statement in compared for paragraph in _paragraphs(statement)]


def _wordings(statements: Sequence[Statement]) -> Iterator[Statement]:
    return (statement for statement in statements if statement.kind == "wording")


def _paragraphs(statement: Statement) -> Iterator[Statement]:
    """A text of several paragraphs is compared one by one: papers may be read and written either way."""
    text = statement.values.get("text")
    if not isinstance(text, str) or "\n\n" not in text:
        yield statement
        return
    for paragraph in text.split("\n\n"):
        yield replace(statement, values=MappingProxyType({**statement.values, "text": paragraph}))


def _grounds(said: list[Statement], wrote: list[Statement], published: Published, printed: Printed) -> Grounds:
    return Grounds(
        figures=printed.figures,
        findings=published.findings,
        said_on=_by_line(said),
        marked=printed.marked,
        both=frozenset(said) & frozenset(wrote),
        cut=printed.cut,
    )


def _by_line(said: Iterable[Statement]) -> Mapping[int, Sequence[Statement]]:
    lines: dict[int, list[Statement]] = defaultdict(list)
    for statement in said:
        if statement.place:
            lines[statement.place.line].append(statement)
    return lines


def _verdict(pair: Pair, grounds: Grounds) -> Verdict:
    differs = pair.differs
    ruling = _ruling(pair, differs, grounds)
    return Verdict(ruling.word, ruling.rule, ruling.why, pair.published, pair.written, differs)


def _ruling(pair: Pair, differs: tuple[str, ...], grounds: Grounds) -> Ruling:
    if pair.published is None or pair.written is None:
        return _lone(pair, grounds)
    if not differs:
        return next(ruling for rule in EQUAL_RULES if (ruling := rule(pair.written, grounds)))
    rulings = [_of_value(pair, name, grounds) for name in differs]
    return min(rulings, key=lambda ruling: GRAVITY.index(ruling.word))


def _lone(pair: Pair, grounds: Grounds) -> Ruling:
    found = next((ruling for rule in LONE_RULES if (ruling := rule(pair, grounds))), None)
    side = "published paper" if pair.published else "report"
    return found or Ruling("unexplained", "one-side-only", f"only the {side} says it")


def _of_value(pair: Pair, name: str, grounds: Grounds) -> Ruling:
    found = next((ruling for rule in VALUE_RULES if (ruling := rule(pair, name, grounds))), None)
    return found or Ruling("unexplained", "differs", f"no rule explains the difference in {name.replace('_', ' ')}")


def _not_understood(line: PaperLine) -> Verdict:
    return Verdict("unexplained", "not-understood", line.why, None, None, line=line.line, text=line.text)
