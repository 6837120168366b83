"""PURE. An explanation as text for a terminal."""

from collections.abc import Iterator

from services.reporter.explain.common_text import around, facts_of, issued_of
from services.reporter.explain.sentence import value
from services.reporter.explain.strip import LEGEND, holidays, strip
from services.reporter.explain.values import Explanation, LineExplanation
from services.reporter.report import Figure, Input
from shared.domain.vocabulary import Basis

BASES: dict[Basis, str] = {
    "computed": "computed from recorded dates",
    "computed_from_stated": "computed over values that a published paper states",
    "stated": "carried as a published paper states it",
    "incomplete": "computed over part of what is known to exist",
}


def explanation_text(explained: Explanation) -> str:
    """The sentence first; then the rule, what went in day by day, what was left out, the facts."""
    return "\n".join(_figure(explained)) + "\n"


def lines_text(explained: tuple[LineExplanation, ...]) -> str:
    """Each line as printed, the mark printed with it, and the same of its facts."""
    return "\n".join((*(text for each in explained for text in _line(each)), *_tail(explained))) + "\n"


def _figure(explained: Explanation) -> Iterator[str]:
    figure = explained.figure
    yield from (explained.sentence, "", f"Figure   {figure.name}: {value(figure)}", f"Rule     {figure.rule}")
    yield f"         {explained.rule.id}, {explained.rule.version}"
    yield f"Basis    {BASES[figure.basis]}"
    yield from _stated(figure)
    yield from _inputs("What went into it", explained.counted)
    yield from _inputs("What was left out", explained.left_out)
    yield from facts_of(explained)
    yield from around(explained)
    yield from issued_of(explained.issued, value(figure))
    yield from _findings(explained)


def _line(explained: LineExplanation) -> Iterator[str]:
    place = explained.place
    yield from (explained.sentence, "", f"Line     {place.text}")
    if place.note:
        yield f"Mark     {place.note}"
    yield from (f"Rule     {explained.rule.text}", f"         {explained.rule.id}, {explained.rule.version}")
    yield from facts_of(explained)
    yield from issued_of(explained.issued, place.text)
    yield from (*_findings(explained), "")


def _tail(explained: tuple[LineExplanation, ...]) -> Iterator[str]:
    """What all of them have in common."""
    for each in explained[:1]:
        yield from tuple(around(each))[1:]


def _findings(explained: Explanation | LineExplanation) -> Iterator[str]:
    yield from (f"Finding  {finding.rule}: {finding.message}" for finding in explained.findings)


def _stated(figure: Figure) -> Iterator[str]:
    if figure.stated is not None:
        agrees = "the same" if figure.stated == figure.value else f"not {value(figure)}"
        yield f"Stated   {figure.stated} {figure.unit}".rstrip() + f", {agrees}, by the published paper"


def _inputs(title: str, inputs: tuple[Input, ...]) -> Iterator[str]:
    if inputs:
        yield from ("", f"{title} ({len(inputs)})")
    for given in inputs:
        number = "–" if given.value is None else f"{given.value}{' WD' if given.days else ''}"
        why = f"  left out: {given.left_out}" if given.left_out else ""
        yield f"  {number:>6}  {given.what}{why}  [{', '.join(given.evidence)}]"
        yield from (f"    {line}" for line in _days(given))
    if any(given.days for given in inputs):
        yield from ("", f"  {LEGEND}")


def _days(given: Input) -> Iterator[str]:
    if given.days:
        yield from strip(given.days)
        named = "; ".join(holidays(given.days))
        yield from (f"bank holidays: {named}",) if named else ()
