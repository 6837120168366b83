"""PURE. What the Change Sub-Committee found ready, by day and by how it decided."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from services.reporter import words
from services.reporter.deeds import in_the_news, meetings_held
from services.reporter.names import Name, name_on
from services.reporter.report import Block, Line
from services.reporter.sections.blocks import following, sentence, stated_count, with_list
from services.reporter.view import View
from shared.domain.streams import meeting
from shared.papers.statement import Statement, say
from shared.readmodels.proceedings import Proceeding

_PRESENTED = "presented to the Panel for conversion to a Modification Proposal"


def csc_decisions(view: View) -> Iterator[Block]:
    """Days ascending; on one day the meeting before the correspondence."""
    decisions = sorted(in_the_news(view, "ready", "not_ready"), key=_group)
    if not decisions:
        says = (stated_count("define", "ready", 0, "Draft Proposal"),)
        yield sentence("The Change Sub-Committee (CSC) made no decisions this month.", says, meetings_held(view, "csc"))
    groups = [tuple(of_one) for _, of_one in groupby(decisions, key=_group)]
    for at, of_one in enumerate(groups):
        items = tuple(_item(view, deed) for deed in of_one)
        yield from with_list(f"{_lead(of_one, at == 0)}:", items, _held(of_one[0]))


def _group(deed: Proceeding) -> tuple[date, bool, bool]:
    return deed.taken.on, deed.mode == "correspondence", deed.deed == "not_ready"


def _held(deed: Proceeding) -> tuple[Statement, ...]:
    """A reader takes it that the CSC met; of what was not ready, papers have no words of their own."""
    if deed.deed == "not_ready":
        return ()
    on = deed.taken.on
    stream = meeting("csc", on)
    return (
        say("define", "meeting_held", stream, body="csc", on=on.isoformat(), mode=deed.mode or "meeting", ad_hoc=0),
    )


def _lead(deeds: tuple[Proceeding, ...], is_first: bool) -> str:
    first, number = deeds[0], len(deeds)
    on, what = words.day(first.taken.on), following(number, "Draft Proposal")
    csc = "Change Sub-Committee (CSC)" if is_first else "CSC"
    if first.deed == "not_ready":
        return f"On {on}, the {csc} determined that {what} {words.was_were(number)} not yet ready to be {_PRESENTED}"
    if first.mode == "correspondence":
        then = "" if is_first else "subsequently "
        return f"On {on}, the {csc} {then}agreed via correspondence that {what} should be {_PRESENTED}"
    return f"On {on}, the {csc} determined that {what} {words.was_were(number)} ready to be {_PRESENTED}"


def _item(view: View, deed: Proceeding) -> Line:
    """By the name it had when the CSC decided."""
    named: Name = name_on(view, deed.stream, deed.taken.on)
    on = deed.taken.on.isoformat()
    says = say(
        "define",
        "ready",
        deed.stream,
        list=f"ready.{on}",
        on=on,
        mode=deed.mode,
        label=named.label,
        title=named.title,
    )
    return Line(named.link, deed.taken.evidence, (says,) if deed.deed == "ready" else ())
