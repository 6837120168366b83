"""PURE. What became of a new proposal since it was raised: urgency, votes, determinations, implementation."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from services.reporter import words
from services.reporter.deeds import deeds_of
from services.reporter.once import once
from services.reporter.report import Block
from services.reporter.sections.blocks import sentence
from services.reporter.view import View
from shared.papers.statement import Statement, Value, say
from shared.readmodels import IMPLEMENTATIONS
from shared.readmodels.deeds import Deed
from shared.readmodels.implementations import Implementation
from shared.readmodels.proceedings import Proceeding
from shared.readmodels.readmodel import Step
from shared.readmodels.register import Modification

_BODIES: dict[str | None, str] = {"panel": "Panel", "csc": "CSC", "change_board": "Change Board"}
TOLD_HERE: frozenset[Deed] = frozenset({"urgency_requested", "urgency_granted", "withdrawn"})
"""Beside votes, determinations and implementation: of what else was done, the developments of its section tell."""
_UNNAMED: dict[str, Value] = {"list": None, "label": None, "title": None}


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence of the paragraph."""

    text: str
    says: tuple[Statement, ...]
    evidence: tuple[str, ...]


def since_raised(view: View, row: Modification) -> Iterator[Block]:
    """One paragraph, or none where nothing of the kind happened by the day that the paper speaks of."""
    told = (*_urgency(view, row), *_decisions(view, row), *_made(view, row), *_withdrawn(view, row))
    if told:
        text = " ".join(one.text for one in told)
        yield sentence(text, (s for one in told for s in one.says), (id for one in told for id in one.evidence))


def _deeds(view: View, row: Modification, *deeds: str) -> list[Proceeding]:
    done = deeds_of(view, row.stream)
    return [deed for deed in done if deed.deed in deeds and _since(row, deed.taken)]


def _since(row: Modification, taken: Step) -> bool:
    return row.raised is not None and row.raised.on <= taken.on


def _urgency(view: View, row: Modification) -> Iterator[_Told]:
    for deed in _deeds(view, row, "urgency_requested")[:1]:
        says = (say("define", "urgency_requested", row.stream),)
        who = _BODIES.get(deed.asked_by, "Proposer")
        yield _Told(f"The {who} requested this be treated as an Urgent Proposal.", says, deed.taken.evidence)
    for deed in _deeds(view, row, "urgency_granted")[:1]:
        says = (say("define", "urgency_granted", row.stream, by=deed.body),)
        by = _BODIES.get(deed.body, "Authority")
        yield _Told(f"This request was approved by the {by}.", says, deed.taken.evidence)


def _decisions(view: View, row: Modification) -> Iterator[_Told]:
    for deed in _deeds(view, row, "vote_approve", "vote_reject"):
        yield _vote(deed)
    for deed in _deeds(view, row, "approved", "rejected", "sent_back"):
        yield _determination(deed)


def _vote(deed: Proceeding) -> _Told:
    result = "approve" if deed.deed == "vote_approve" else "reject"
    if deed.basis == "recommendation":
        what = f"recommend the Authority {result} this Modification Proposal"
    else:
        what = f"{result} this Modification Proposal under Self-Governance"
    says = say(
        "define",
        "voted",
        deed.stream,
        on=deed.taken.on.isoformat(),
        ad_hoc=None,
        basis=deed.basis,
        result=result,
        release=None,
        **_UNNAMED,
    )
    return _Told(f"On {words.day(deed.taken.on)}, the Change Board voted to {what}.", (says,), deed.taken.evidence)


def _determination(deed: Proceeding) -> _Told:
    on = deed.taken.on
    says = say(
        "define",
        "determined",
        deed.stream,
        on=on.isoformat(),
        outcome=deed.deed,
        implementation_wd_after=None,
        **_UNNAMED,
    )
    what = "sent this modification back" if deed.deed == "sent_back" else f"{deed.deed} this modification"
    return _Told(f"The Authority {what} on {words.day(on)}.", (says,), deed.taken.evidence)


def _made(view: View, row: Modification) -> Iterator[_Told]:
    for part in _parts(view).get(row.stream, ()):
        if part.implemented and _since(row, part.implemented) and part.is_implemented_at(view.cut.as_of):
            on, what = part.implemented.on, f"Part {part.part} of it" if part.part else "It"
            says = say("define", "implemented", row.stream, release=None, on=on.isoformat(), part=part.part, **_UNNAMED)
            yield _Told(f"{what} was implemented on {words.day(on)}.", (says,), part.implemented.evidence)


@once
def _parts(view: View) -> dict[str, list[Implementation]]:
    """By stream, the parts in their order."""
    parts: dict[str, list[Implementation]] = defaultdict(list)
    for part in sorted(view.of(IMPLEMENTATIONS).values(), key=lambda part: part.part or 0):
        parts[part.stream].append(part)
    return parts


def _withdrawn(view: View, row: Modification) -> Iterator[_Told]:
    turn = row.turn_at(view.cut.as_of)
    if turn and turn.state == "withdrawn":
        yield _Told(f"It was withdrawn on {words.day(turn.on)}.", (), turn.evidence)
