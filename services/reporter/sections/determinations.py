"""PURE. What the Authority determined, and what it still has."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.deeds import in_the_news
from services.reporter.names import in_order, name
from services.reporter.report import Block, Line
from services.reporter.sections.blocks import following, sentence, stated_count, with_list
from services.reporter.view import View
from shared.papers.statement import say
from shared.readmodels import REGISTER
from shared.readmodels.proceedings import Proceeding


def determinations(view: View) -> Iterator[Block]:
    deeds = in_the_news(view, "approved", "rejected", "sent_back")
    if deeds:
        lead = f"The Authority issued determinations on {following(len(deeds), 'modification')}:"
        yield from with_list(lead, tuple(_item(view, deed) for deed in deeds))
    else:
        says = (stated_count("opine", "determinations", 0, "determination"),)
        yield sentence("The Authority issued no determinations this month.", says)
    yield from _with_the_authority(view)


def _item(view: View, deed: Proceeding) -> Line:
    named, on = name(view, deed.stream), deed.taken.on
    says = say(
        "opine",
        "determined",
        deed.stream,
        list="determinations",
        on=on.isoformat(),
        outcome=deed.deed,
        implementation_wd_after=deed.implementation_wd_after,
        label=named.label,
        title=named.title,
    )
    text = f"{named.link} was **{deed.deed.replace('_', ' ')}** on {words.day(on)}{_what_follows(deed)}."
    return Line(text, deed.taken.evidence, (says,))


def _what_follows(deed: Proceeding) -> str:
    if deed.deed == "sent_back":
        return " for further work"
    if deed.implementation_wd_after is None:
        return f" for implementation on {words.day(deed.until)}" if deed.until else ""
    after = words.counted(deed.implementation_wd_after, "Working Day")
    return f" for implementation {after} following approval"


def _with_the_authority(view: View) -> Iterator[Block]:
    """Each rests on the fact by which it came to the Authority."""
    day = view.cut.as_of
    turns = ((row.stream, row.turn_at(day)) for row in view.of(REGISTER).values())
    streams = {stream: turn.evidence for stream, turn in turns if turn and turn.state == "with_authority"}
    number = len(streams)
    lead = (
        f"There {words.is_are(number)} {words.counted(number, 'Modification Proposal')} currently with the Authority "
        "for decision"
    )
    says = (stated_count("opine", "with_authority", number, "Modification Proposal"),)
    if not streams:
        yield sentence(f"{lead}.", says)
        return
    yield from with_list(
        f"{lead}:", tuple(_waiting(view, stream, streams[stream]) for stream in in_order(list(streams))), says
    )


def _waiting(view: View, stream: str, evidence: tuple[str, ...]) -> Line:
    named = name(view, stream)
    says = say("opine", "with_authority", stream, list="with_authority", label=named.label, title=named.title)
    return Line(named.link, evidence, (says,))
