"""Section 2: new proposals, and what the Change Sub-Committee found ready for the Panel."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shared.domain import streams
from shared.papers import words
from shared.papers.account import Account
from shared.papers.blocks import LABEL, Block, Heading, Section
from shared.papers.grammar import Grammar, Opened, read_section, stated
from shared.papers.items import Named
from shared.papers.read_proposals import read_proposals
from shared.papers.sentences import Found, form
from shared.papers.statement import Statement, Value, say

_NOTHING = form("", end=r"\.?")


def _ready(found: Found) -> Opened:
    on = found.day() or ""
    list_id = f"ready.{on}"
    mode = "correspondence" if found["mode"] else "meeting"
    held: dict[str, Value] = {"body": "csc", "on": on, "mode": mode, "ad_hoc": 0}
    meeting = say("define", "meeting_held", streams.meeting("csc", date.fromisoformat(on)), **held)

    def item(item: Named) -> tuple[Statement, ...]:
        item.after(_NOTHING)
        return (
            say("define", "ready", item.stream, list=list_id, on=on, mode=mode, label=item.label, title=item.title),
        )

    return Opened((meeting, *stated("define", list_id, found)), item)


def _nothing_new(found: Found) -> Opened:
    return Opened((say("define", "stated_count", "new_proposals", n=0, noun=words.singular(found.match["noun"])),))


def _none_ready(found: Found) -> Opened:
    return Opened((say("define", "stated_count", "ready", n=0, noun="Draft Proposal"),))


_CSC = r"the (Change Sub-Committee( \(CSC\))?|CSC)"
GRAMMAR = Grammar(
    "define",
    frozenset(("new draft proposals", "new proposals", "change sub-committee decisions")),
    sentences=(
        (
            form(
                rf"On {{on}},? {_CSC} (subsequently )?(determined|agreed) (?P<mode>via correspondence )?that "
                r"(the following|{n}) {noun} (was|were) ready to be presented to the Panel for conversion to an? "
                r"Modification Proposals?"
            ),
            _ready,
        ),
        (
            form(
                rf"On {{on}},? {_CSC} (subsequently )?(determined|agreed) (?P<mode>via correspondence )?that "
                r"(the following|{n}) {noun} should be presented to the Panel for conversion to an? "
                r"Modification Proposals?"
            ),
            _ready,
        ),
        (form(r"(No) (?P<noun>(new )?(Draft )?Proposals) were raised( this month)?"), _nothing_new),
        (form(r"The (Change Sub-Committee( \(CSC\))?|CSC) made no decisions( this month)?"), _none_ready),
    ),
)


def read_define(section: Section, near: date | None) -> Iterator[Account]:
    """Blocks below the heading of a proposal are that proposal's; the others are read as in every section."""
    others: list[Block] = []
    for run in _by_proposal(section.blocks):
        if _is_label(run[0]):
            yield from read_proposals(run, near)
        else:
            others += run
    yield from read_section(replace(section, blocks=tuple(others)), GRAMMAR, near)


def _by_proposal(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and (_is_label(block) or block.text.casefold() in GRAMMAR.headings):
            if run:
                yield run
            run = []
        run.append(block)
    if run:
        yield run


def _is_label(block: Block) -> bool:
    return isinstance(block, Heading) and bool(LABEL.fullmatch(block.text))
