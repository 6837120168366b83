"""PURE. What happened since the days of the last paper that neither votes nor determinations tell of."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from services.reporter import words
from services.reporter.deeds import done_in
from services.reporter.names import is_new, name
from services.reporter.report import Block, Bullets, Heading, Line
from services.reporter.sections.deed_words import TOLD, after, done
from services.reporter.sections.since_raised import TOLD_HERE
from services.reporter.view import View
from shared.domain.period import Window
from shared.readmodels import REGISTER
from shared.readmodels.deeds import Deed, Proceeding

_ASIDE: frozenset[Deed] = frozenset({"title_changed", "alternative_added"})
"""Told of in the section of their stage alone."""


def since_then(view: View) -> Window:
    """The days after those of the last paper; those of this one where there is none."""
    news = view.cut.news
    first = view.previous.cut.as_of + timedelta(days=1) if view.previous else news.first
    return Window(first, news.last) if first <= news.last else news


def since_the_last_paper(view: View) -> Iterator[Block]:
    """By number, then by day; no heading where nothing of the kind happened."""
    told = done_in(view, since_then(view), *(deed for deed in TOLD if deed not in _ASIDE))
    deeds = [deed for deed in without_repeats(told) if not is_told_in_its_paragraph(view, deed)]
    if deeds:
        yield Heading("Since the last paper")
        yield Bullets(tuple(told_of(view, deed) for deed in deeds))


def told_of(view: View, deed: Proceeding) -> Line:
    """A sentence of its own."""
    named = name(view, deed.stream)
    text = f"{named.link} {done(view, deed)} on {words.day(deed.taken.on)}{after(deed)}."
    return Line(text, deed.taken.evidence)


def is_told_in_its_paragraph(view: View, deed: Proceeding) -> bool:
    """Of what was raised in the days of the paper, its own paragraph tells the most."""
    row = view.of(REGISTER).get(deed.stream)
    return deed.deed in TOLD_HERE and row is not None and is_new(view, row)


def without_repeats(deeds: Iterable[Proceeding]) -> tuple[Proceeding, ...]:
    """A request to withdraw that came into force on its own day is told of once."""
    told = tuple(deeds)
    withdrawn = {(deed.stream, deed.taken.on) for deed in told if deed.deed == "withdrawn"}
    return tuple(
        deed for deed in told if deed.deed != "withdrawal_requested" or (deed.stream, deed.taken.on) not in withdrawn
    )
