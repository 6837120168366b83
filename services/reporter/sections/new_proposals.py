"""PURE. A paragraph for each proposal raised in the days of the paper: by whom, when, why, and what became of it."""

import re
from collections.abc import Iterator

from services.reporter import words
from services.reporter.names import Name, is_new, name
from services.reporter.report import Block, Heading
from services.reporter.sections.blocks import sentence, stated_count
from services.reporter.sections.since_raised import since_raised
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.papers.statement import Statement, say
from shared.readmodels import PROBLEMS, REGISTER
from shared.readmodels.register import Modification, Raised

_WITH_ARTICLE = {"DCC"}
"""Organisations that a sentence gives an article: raised by … from the DCC."""
_MENTION = re.compile(r"\[(?P<label>(?:DP|MP|SECMP)0*[1-9]\d{0,3}[A-Z]?) '(?P<title>[^\[\]]+)'\]\([^()]*\)")


def new_proposals(view: View) -> Iterator[Block]:
    rows = sorted((row for row in view.of(REGISTER).values() if is_new(view, row)), key=lambda row: row.ref)
    if not rows:
        says = (stated_count("define", "new_proposals", 0, "Draft Proposal"),)
        yield sentence("No Draft Proposals were raised this month.", says)
    for row in rows:
        yield from _proposal(view, row)


def _proposal(view: View, row: Modification) -> Iterator[Block]:
    assert row.raised is not None  # is_new says so
    named = name(view, row.stream)
    yield Heading(named.label, 2)
    yield _raised(row.raised, named)
    yield from _problem(view, row.stream)
    yield from since_raised(view, row)


def _raised(raised: Raised, named: Name) -> Block:
    says = say(
        "define",
        "raised",
        named.stream,
        list="new_proposals",
        label=named.label,
        title=named.title,
        person=raised.name,
        organisation=raised.organisation,
        on_behalf_of=raised.on_behalf_of,
        on=raised.on.isoformat(),
    )
    text = f"{named.link} was raised by {raised.name}{_for_whom(raised)} on {words.day(raised.on)}."
    return sentence(text, (says,), raised.evidence)


def _for_whom(raised: Raised) -> str:
    """An organisation it is from; a body it is on behalf of."""
    organisation = raised.organisation
    article = "the " if organisation in _WITH_ARTICLE else ""
    from_ = f" from {article}{organisation}" if organisation else ""
    return from_ + (f" on behalf of the {raised.on_behalf_of}" if raised.on_behalf_of else "")


def _problem(view: View, stream: str) -> Iterator[Block]:
    """As the Proposer put it, paragraph by paragraph; proposals named in it lead where their names lead elsewhere."""
    row = view.of(PROBLEMS).get(stream)
    if row is None:
        return
    for text in _paragraphs(row.text):
        problem = say("define", "problem", stream, text=_MENTION.sub(_to_label, text))
        mentions = (_mentioned(found) for found in _MENTION.finditer(text))
        yield sentence(_MENTION.sub(lambda found: _link(view, found), text), (problem, *mentions), row.told.evidence)


def _paragraphs(problem: str) -> list[str]:
    return [" ".join(text.split()) for text in problem.split("\n\n") if text.strip()]


def mentioned_in(problem: str) -> tuple[str, ...]:
    """The streams of the proposals that it names with a link."""
    found = _MENTION.finditer(" ".join(problem.split()))
    return tuple(ModificationRef.parse(mention["label"]).stream for mention in found)


def _to_label(found: re.Match[str]) -> str:
    return f"[{found['label']} '{found['title']}'](#{found['label']})"


def _link(view: View, found: re.Match[str]) -> str:
    """In the words of the problem, which may not be today's."""
    anchor = name(view, ModificationRef.parse(found["label"]).stream).anchor
    return f"[{found['label']} '{found['title']}'](#{anchor})"


def _mentioned(found: re.Match[str]) -> Statement:
    stream = ModificationRef.parse(found["label"]).stream
    return say("define", "mentioned", stream, label=found["label"], title=found["title"])
