"""PURE. What is told alike of figures and lines: the facts, those that say the same, the paper's days."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.explain.values import Evidence, Explanation, Issued, LineExplanation
from services.reporter.view import Cut

KEEPS_OUT = "Facts without which more would go in"
NOTHING = "nothing like it would stand here"


def facts_of(explained: Explanation | LineExplanation) -> Iterator[str]:
    """What would be there without each of them; of a line that may be nothing."""
    nothing = NOTHING if isinstance(explained, LineExplanation) else None
    out = tuple(fact for fact in explained.evidence if fact.part == "keeps out")
    yield from _facts("Facts", tuple(fact for fact in explained.evidence if fact not in out), nothing)
    yield from _facts(KEEPS_OUT, out, nothing)
    for alike in explained.alike:
        yield from _facts("Facts that say the same, of which one is enough", alike.facts, None)
        yield f"    without all of them: {alike.without or NOTHING}"


def around(explained: Explanation | LineExplanation) -> Iterator[str]:
    """The inputs that fix the paper. Its days bear on every line, and are told once."""
    yield from ("", *_cut(explained.cut), *map(_fact, explained.days_from))
    if explained.examined:
        facts, streams = explained.examined
        yield f"Examined {facts:,} facts, each taken away in turn: those of the {streams:,} streams of the paper's rows"


def _facts(title: str, facts: tuple[Evidence, ...], nothing: str | None) -> Iterator[str]:
    if facts:
        yield from ("", f"{title} ({len(facts)})")
    for fact in facts:
        yield _fact(fact)
        if other := fact.without or nothing:
            yield f"    without it: {other}"


def _fact(fact: Evidence) -> str:
    told = fact.told
    if told is None:
        return f"  {fact.id}"
    place = f"position {told.position}, known {told.known_at}" if told.position is not None else ""
    return "  " + "  ".join(filter(None, (fact.id, told.day, told.what, told.source, place)))


def _cut(cut: Cut) -> Iterator[str]:
    known = f", known at {cut.known_at.isoformat()}" if cut.known_at else ""
    yield f"Cut      position {cut.position}{known}, {cut.calendar}, {cut.rules}, {cut.template}"
    news = f"{words.day(cut.news.first)} to {words.day(cut.news.last)}"
    yield f"Days     news from {news}, statistics to {words.day(cut.stats_to)}"


def issued_of(issued: Issued | None, said: str) -> Iterator[str]:
    """`said`: what the paper says now."""
    if issued:
        edition = f" ({issued.edition})" if issued.edition else ""
        then, same = issued.said or "nothing in its place", "the same" if issued.said == said else f"not {said}"
        yield f"Issued   {then}, {same}, in {issued.paper_ref}{edition} at position {issued.position}"
        yield from map(_fact, issued.since)
