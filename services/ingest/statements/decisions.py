"""PURE. What the Change Board and the Authority decided, and what the Authority still has."""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.statements.paper import Paper, place_of
from services.ingest.statements.told import Maker, Told, told
from services.ingest.statements.values import NotClear, day, text, text_or_none, whole_or_none, word
from shared.domain.facts import AuthorityDetermined, ChangeBoardVoted, ReportSubmittedToAuthority
from shared.domain.history import effective
from shared.domain.vocabulary import Determination, VoteBasis, VoteResult
from shared.papers.statement import Statement

OUTCOMES = {"approve": "approved", "reject": "rejected"}
"""The Change Board's results, as the summary words them."""


def voted(statement: Statement, paper: Paper) -> Iterator[Told]:
    fact = ChangeBoardVoted(
        basis=word(statement, "basis", VoteBasis),
        result=word(statement, "result", VoteResult),
        ad_hoc=bool(statement["ad_hoc"]),
        release=text_or_none(statement, "release"),
    )
    yield told(statement, fact, on=day(statement, "on"), body="Change Board")


def determined(statement: Statement, paper: Paper) -> Iterator[Told]:
    fact = AuthorityDetermined(
        outcome=word(statement, "outcome", Determination),
        implementation_wd_after=whole_or_none(statement, "implementation_wd_after"),
    )
    yield told(statement, fact, on=day(statement, "on"), body="Authority")


def decided(statement: Statement, paper: Paper) -> Iterator[Told]:
    """The summary's word for a decision that the paper dates elsewhere: the same fact, in a further place.

    Raises NotClear where no other place says it, since the summary gives no day, or where another outcome stands there.
    """
    kind, make = _dated(text(statement, "body"))
    dated = [other for other in paper.of(kind) if other.subject == statement.subject]
    if not dated:
        raise NotClear(f"{statement['label']} {statement['outcome']}: no other place of the paper says when")
    same = [other for other in dated if _outcome(other) == statement["outcome"]]
    if not same:
        where = place_of(dated[0])
        raise NotClear(
            f"{statement['label']} {statement['outcome']}: line {where.line} ({where.where}) says {_outcome(dated[0])}"
        )
    for fact in make(same[-1], paper):
        yield replace(fact, place=place_of(statement))


def _outcome(statement: Statement) -> str:
    if statement.kind == "voted":
        return OUTCOMES.get(text(statement, "result"), "")
    return text(statement, "outcome")


def _dated(body: str) -> tuple[str, Maker]:
    if body not in _DATED:
        raise NotClear(f"{body!r} decides no proposals: expected one of {', '.join(_DATED)}")
    return _DATED[body]


_DATED: dict[str, tuple[str, Maker]] = {"change_board": ("voted", voted), "authority": ("determined", determined)}


def with_authority(statement: Statement, paper: Paper) -> Iterator[Told]:
    """The Authority has it, once more for each time that it was sent back before."""
    fact = ReportSubmittedToAuthority(submission=1 + len(_sent_back(statement.subject, paper)))
    yield told(statement, fact, body="SECAS")


def _sent_back(stream: str, paper: Paper) -> set[str]:
    """The days on which the Authority sent it back, by the paper day, as the log and the paper have them."""
    known = {
        recorded.day.isoformat()
        for recorded in effective(paper.known(stream))
        if isinstance(recorded.fact, AuthorityDetermined) and recorded.fact.outcome == "sent_back"
    }
    said = {text(s, "on") for s in paper.of("determined") if s.subject == stream and s["outcome"] == "sent_back"}
    return {on for on in known | said if on <= paper.issued_on.isoformat()}
