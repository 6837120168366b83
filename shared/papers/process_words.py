"""Sentences about the process inside a proposal's own text: they are facts of the process, and no problem."""

import re
from datetime import date

from shared.papers.sentences import Found, form
from shared.papers.statement import Statement, Value, say
from shared.papers.words import NotUnderstood

_END = r"\.?"
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=[A-Z\[*])")
_THIS = r"(this|the) (modification|Modification Proposal|proposal)"
_UNNAMED: dict[str, Value] = {"list": None, "label": None, "title": None}
_BODIES = {"authority": "authority", "panel": "panel", "change board": "change_board", "csc": "csc"}

_URGENCY_REQUESTED = form(
    rf"The (Proposer|Panel|CSC) (has )?requested (that )?(this|{_THIS}) (to )?be treated as an Urgent Proposal", _END
)
_URGENCY_GRANTED = form(rf"(This|The) request was (approved|granted|agreed) by the (?P<body>{'|'.join(_BODIES)})", _END)
_RECOMMENDED = form(
    r"On {on},? the Change Board voted to recommend (that )?the Authority (should )?"
    rf"(?P<result>approve|reject) {_THIS}",
    _END,
)
_SELF_GOVERNED = form(
    rf"On {{on}},? the Change Board voted to (?P<result>approve|reject) {_THIS} under Self-Governance", _END
)
_DETERMINED = form(
    rf"The Authority (?P<outcome>approved|rejected) {_THIS} on {{on}}"
    r"(,? and (it )?was implemented on {implemented_on})?",
    _END,
)
_SENT_BACK = form(rf"The Authority sent {_THIS} back on {{on}}( for further work)?", _END)
_IMPLEMENTED = form(rf"((Part (?P<part>\d{{1,2}}) of )?(it|{_THIS})) was implemented on {{on}}", _END)
_WITHDRAWN = form(rf"(It|{_THIS}) was withdrawn on {{on}}", _END)


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
    return (_vote(found, stream, "recommendation"),)


def _self_governed(found: Found, stream: str) -> tuple[Statement, ...]:
    return (_vote(found, stream, "self_governance"),)


def _vote(found: Found, stream: str, basis: str) -> Statement:
    values: dict[str, Value] = {"basis": basis, "result": found["result"], "ad_hoc": None, "release": None}
    return say("define", "voted", stream, on=found.day(), **_UNNAMED, **values)


def _determined(found: Found, stream: str) -> tuple[Statement, ...]:
    implemented_on = found.day("implemented_on")
    determined = _determination(found, stream, found["outcome"])
    return (determined, *((_implementation(stream, implemented_on, None),) if implemented_on else ()))


def _sent_back(found: Found, stream: str) -> tuple[Statement, ...]:
    return (_determination(found, stream, "sent_back"),)


def _determination(found: Found, stream: str, outcome: str) -> Statement:
    return say(
        "define", "determined", stream, on=found.day(), outcome=outcome, implementation_wd_after=None, **_UNNAMED
    )


def _implemented(found: Found, stream: str) -> tuple[Statement, ...]:
    return (_implementation(stream, found.day(), int(found["part"]) if found["part"] else None),)


def _implementation(stream: str, on: str | None, part: int | None) -> Statement:
    return say("define", "implemented", stream, release=None, on=on, part=part, **_UNNAMED)


def _withdrawn(found: Found, stream: str) -> tuple[Statement, ...]:
    raise NotUnderstood("a withdrawal: papers are not read for these yet; record ProposalWithdrawn")


_FORMS = (
    (_URGENCY_REQUESTED, _urgency_requested),
    (_URGENCY_GRANTED, _urgency_granted),
    (_RECOMMENDED, _recommended),
    (_SELF_GOVERNED, _self_governed),
    (_DETERMINED, _determined),
    (_SENT_BACK, _sent_back),
    (_IMPLEMENTED, _implemented),
    (_WITHDRAWN, _withdrawn),
)
