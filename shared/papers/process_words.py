"""Sentences about the process inside a proposal's own text: they are facts of the process, and no problem."""

import re
from datetime import date

from shared.papers.grammar import Found, form
from shared.papers.statement import Statement, say

_END = r"\.?"
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=[A-Z\[*])")
_THIS = r"(this|the) (modification|Modification Proposal|proposal)"
_BODIES = {"authority": "authority", "panel": "panel", "change board": "change_board", "csc": "csc"}

_URGENCY_REQUESTED = form(
    rf"The Proposer (has )?requested (that )?(this|{_THIS}) (to )?be treated as an Urgent Proposal", _END
)
_URGENCY_GRANTED = form(rf"(This|The) request was (approved|granted|agreed) by the (?P<body>{'|'.join(_BODIES)})", _END)
_RECOMMENDED = form(
    r"On {on},? the Change Board voted to recommend (that )?the Authority (should )?"
    rf"(?P<result>approve|reject) {_THIS}",
    _END,
)
_DETERMINED = form(
    rf"The Authority (?P<outcome>approved|rejected|sent back) {_THIS} on {{on}}"
    r"(,? and (it )?was implemented on {implemented_on})?",
    _END,
)
_IMPLEMENTED = form(rf"(It|{_THIS}) was implemented on {{on}}", _END)


def sentences_of(paragraph: str) -> list[str]:
    """The sentences of a paragraph, in order."""
    return _SENTENCES.split(paragraph)


def process_statements(sentence: str, stream: str, near: date | None) -> tuple[Statement, ...]:
    """What the sentence says of the process of `stream`; nothing where it speaks of something else."""
    for pattern, told in _FORMS:
        found = pattern.fullmatch(" ".join(sentence.split()))
        if found:
            return told(Found(found, near), stream)
    return ()


def _urgency_requested(found: Found, stream: str) -> tuple[Statement, ...]:
    return (say("define", "urgency_requested", stream),)


def _urgency_granted(found: Found, stream: str) -> tuple[Statement, ...]:
    return (say("define", "urgency_granted", stream, by=_BODIES[found["body"]]),)


def _recommended(found: Found, stream: str) -> tuple[Statement, ...]:
    return (
        say(
            "define",
            "voted",
            stream,
            list=None,
            on=found.day(),
            ad_hoc=None,
            basis="recommendation",
            result=found["result"],
            release=None,
            label=None,
            title=None,
        ),
    )


def _determined(found: Found, stream: str) -> tuple[Statement, ...]:
    outcome = found["outcome"].replace(" ", "_")
    on, implemented_on = found.day(), found.day("implemented_on")
    determined = say(
        "define",
        "determined",
        stream,
        list=None,
        on=on,
        outcome=outcome,
        implementation_wd_after=None,
        label=None,
        title=None,
    )
    return (determined, *(_implementation(stream, implemented_on) if implemented_on else ()))


def _implemented(found: Found, stream: str) -> tuple[Statement, ...]:
    return _implementation(stream, found.day() or "")


def _implementation(stream: str, on: str) -> tuple[Statement, ...]:
    return (say("define", "implemented", stream, list=None, release=None, on=on, part=None, label=None, title=None),)


_FORMS = (
    (_URGENCY_REQUESTED, _urgency_requested),
    (_URGENCY_GRANTED, _urgency_granted),
    (_RECOMMENDED, _recommended),
    (_DETERMINED, _determined),
    (_IMPLEMENTED, _implemented),
)
