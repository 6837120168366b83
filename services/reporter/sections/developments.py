"""PURE. What else happened to the proposals of a section, and which of them are on hold or urgent.

Nothing is said where nothing of the kind happened: the paper has no words for it.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from services.reporter import words
from services.reporter.deeds import in_the_news
from services.reporter.figures.stages import in_stage
from services.reporter.names import name, noun
from services.reporter.report import Block, Bullets, Heading, Line
from services.reporter.sections.blocks import with_list
from services.reporter.sections.deed_words import TOLD
from services.reporter.sections.since_the_last_paper import is_told_in_its_paragraph, told_of, without_repeats
from services.reporter.view import View
from shared.domain.vocabulary import Stage
from shared.papers.statement import SectionId
from shared.readmodels import REGISTER
from shared.readmodels.deeds import Deed, Proceeding
from shared.readmodels.modification import Modification

_OF_SECTIONS: Mapping[Deed, SectionId] = {
    **dict.fromkeys(("fast_track_recommended", "fast_track_approved", "converted", "conversion_refused"), "define"),
    **dict.fromkeys(("report_phase_approved", "report_returned", "rework_started"), "opine"),
}
"""Those that a reader looks for in one section, wherever the proposal stood."""
_ELSEWHERE: frozenset[Deed] = frozenset(
    {"deferred", "appeal_lodged", "appeal_confirmed", "appeal_overturned", "appeal_remitted"}
)
"""Told of with the votes and determinations."""
_SECTIONS: Mapping[Stage, SectionId] = {"unknown": "define", "define": "define", "refine": "refine"}
"""Of each stage; of all others, Opine."""


def developments(view: View, section: SectionId) -> Iterator[Block]:
    """By number, then by day."""
    deeds = in_the_news(view, *(deed for deed in TOLD if deed not in _ELSEWHERE))
    here = [
        deed
        for deed in without_repeats(deeds)
        if not is_told_in_its_paragraph(view, deed) and _section_of(view, deed) == section
    ]
    if here:
        yield Heading("Other developments")
        yield Bullets(tuple(told_of(view, deed) for deed in here))


def _section_of(view: View, deed: Proceeding) -> SectionId:
    """That of the stage in which it stood before; on its first day, of that in which it was then."""
    if deed.deed in _OF_SECTIONS:
        return _OF_SECTIONS[deed.deed]
    row = view.of(REGISTER).get(deed.stream)
    if row is None:
        return "define"
    before = row.stage_at(deed.taken.on - timedelta(days=1))
    stage = row.stage_at(deed.taken.on) if before == "unknown" else before
    return _SECTIONS.get(stage, "opine")


def standing(view: View, stage: Stage) -> Iterator[Block]:
    """What is urgent, and what is on hold, among the proposals in the stage."""
    rows = in_stage(view, stage)
    yield from _urgent(view, rows)
    yield from _on_hold(view, rows)


def _urgent(view: View, rows: tuple[Modification, ...]) -> Iterator[Block]:
    told = [(row, row.urgency_at(view.cut.as_of)) for row in rows if row.urgency or row.urgency_requested]
    granted = [(row, urgency[1]) for row, urgency in told if urgency and urgency[0] == "granted"]
    asked = [(row, urgency[1]) for row, urgency in told if urgency and urgency[0] == "requested"]
    if granted or asked:
        yield Heading("Urgent Proposals")
    for those, what in ((granted, "being treated as"), (asked, "waiting for the Authority to agree that it is")):
        if those:
            names = tuple(name(view, row.stream) for row, _ in those)
            number, called = len(those), noun(names, "Draft Proposal", "Modification Proposal")
            each = what if number == 1 else what.replace("it is", "they are")
            lead = f"There {words.is_are(number)} {words.counted(number, called)} {each} {_urgent_one(number)}:"
            lines = (Line(named.link, step.evidence) for named, (_, step) in zip(names, those, strict=True))
            yield from with_list(lead, tuple(lines))


def _urgent_one(number: int) -> str:
    return "an Urgent Proposal" if number == 1 else "Urgent Proposals"


def _on_hold(view: View, rows: tuple[Modification, ...]) -> Iterator[Block]:
    held = [(row, hold) for row in rows if row.holds and (hold := row.hold_at(view.cut.as_of))]
    if held:
        yield Heading("Proposals on hold")
        number = len(held)
        names = tuple(name(view, row.stream) for row, _ in held)
        called = noun(names, "Draft Proposal", "Modification Proposal")
        lines = tuple(
            Line(
                f"{named.link} since {words.day(hold.on)}{_awaiting(view, hold.awaiting)}: "
                f"{(hold.reason or '').rstrip('.')}.",
                hold.evidence,
            )
            for named, (_, hold) in zip(names, held, strict=True)
        )
        yield from with_list(f"There {words.is_are(number)} {words.counted(number, called)} on hold:", lines)


def _awaiting(view: View, awaiting: str | None) -> str:
    return f", awaiting {name(view, awaiting).link}" if awaiting else ""
