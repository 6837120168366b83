"""The proposals newly raised: who raised each and when, the problem in the Proposer's words, what happened since."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shared.domain.reference import ModificationRef
from shared.papers.account import Account, heading, not_understood, said, wording
from shared.papers.blocks import A_LABEL, LABEL, Block, Heading, Passage
from shared.papers.grammar import commentary
from shared.papers.items import Named, named
from shared.papers.process_words import process_statements, sentences_of
from shared.papers.sentences import form
from shared.papers.statement import Statement, say
from shared.papers.words import NotUnderstood, organisation

_RAISED = form(
    r"was raised by (?P<person>.{1,80}?)(?: (?:from|of) (?P<organisation>.{1,120}?))?"
    r"(?: on behalf of (?P<body>.{1,120}?))? on {on}",
    end=r"\.?",
)
_REFERENCE = re.compile(rf"\[(?P<label>{A_LABEL}) '(?P<title>[^\[\]]+)'\]\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph of a proposal's text, parted into the problem and what is said of the process."""

    block: Passage
    problem: str
    process: tuple[Statement, ...]


def read_proposals(blocks: Sequence[Block], near: date | None) -> Iterator[Account]:
    """The account of the blocks under one proposal's heading, which is the first of them."""
    title, *rest = blocks
    raised = _raised_by(rest[0], near) if rest and isinstance(rest[0], Passage) else None
    yield _label(title, raised)
    if raised is None:
        yield from (
            not_understood(block, "expected [DP125 'Title'](#) was raised by … on 7 May 2020") for block in rest
        )
        return
    yield from _first(rest[0], raised, near)
    yield from _text(rest[1:], raised.label, raised.stream, near)


def _raised_by(block: Passage, near: date | None) -> Named | None:
    found = named(block.text, near)
    return found if found and _RAISED.fullmatch(found.rest) else None


def _label(block: Block, raised: Named | None) -> Account:
    if not isinstance(block, Heading) or not LABEL.fullmatch(block.text):
        return not_understood(block, "expected the label of a proposal, such as DP125")
    if raised and raised.label != block.text:
        return not_understood(block, f"the heading says {block.text}; the sentence below it raises {raised.label}")
    return heading(block, known=True)


def _first(block: Block, raised: Named, near: date | None) -> Iterator[Account]:
    try:
        yield said(block, (_raised(raised), wording("define", "sentence", _text_of(block))))
    except ValueError as error:
        yield not_understood(block, str(error))


def _raised(item: Named) -> Statement:
    found = item.after(_RAISED)
    return say(
        "define",
        "raised",
        item.stream,
        list="new_proposals",
        label=item.label,
        title=item.title,
        person=found.match["person"],
        organisation=_named_body(found.match["organisation"]),
        on_behalf_of=_named_body(found.match["body"]),
        on=found.day(),
    )


def _named_body(text: str | None) -> str | None:
    return organisation(text) if text else None


def _text(blocks: Sequence[Block], label: str, stream: str, near: date | None) -> Iterator[Account]:
    for block in blocks:
        if isinstance(block, Passage) and block.kind == "quote":
            yield commentary(block, "define", label)
            continue
        try:
            part = _part(block, stream, near)
        except ValueError as error:
            yield not_understood(block, str(error))
            continue
        problem = (say("define", "problem", stream, text=_with_references(part.problem)),) if part.problem else ()
        printed = wording("define", "sentence" if part.process else "problem", part.block.text)
        yield said(block, (*problem, *_mentioned(part.problem), *part.process, printed))


def _part(block: Block, stream: str, near: date | None) -> _Part:
    if not isinstance(block, Passage):
        raise NotUnderstood("expected a paragraph of the proposal's problem")
    problem: list[str] = []
    process: list[Statement] = []
    for sentence in sentences_of(block.text):
        told = process_statements(sentence, stream, near)
        process += told
        if not told:
            problem.append(sentence)
    text = " ".join(problem)
    return _Part(block, f"- {text}" if text and block.kind == "bullet" else text, tuple(process))


def _mentioned(text: str) -> tuple[Statement, ...]:
    return tuple(
        say(
            "define",
            "mentioned",
            ModificationRef.parse(found["label"]).stream,
            label=found["label"],
            title=found["title"],
        )
        for found in _REFERENCE.finditer(text)
    )


def _with_references(text: str) -> str:
    """Where a link to a proposal leads is not part of what the paper says: it leads to its label."""
    return _REFERENCE.sub(lambda found: f"[{found['label']} '{found['title']}'](#{found['label']})", text)


def _text_of(block: Block) -> str:
    return block.text if isinstance(block, Passage) else ""
