"""PURE. New proposals: who raised them, why, and how urgent they are."""

from collections.abc import Iterator

from services.ingest.statements.paper import Paper
from services.ingest.statements.told import Told, told
from services.ingest.statements.values import NotClear, day, text, text_or_none, word
from shared.domain.facts import ProposalRaised, Proposer, UrgencyGranted, UrgencyRequested
from shared.domain.vocabulary import DecidingBody
from shared.papers.statement import Statement


def raised(statement: Statement, paper: Paper) -> Iterator[Told]:
    """The proposal with its problem, which follows in the paper and is joined here."""
    proposer = Proposer(
        name=text(statement, "person"),
        organisation=text_or_none(statement, "organisation"),
        on_behalf_of=text_or_none(statement, "on_behalf_of"),
    )
    problems = [text(problem, "text") for problem in paper.of("problem") if problem.subject == statement.subject]
    fact = ProposalRaised(
        label=text(statement, "label"),
        title=text(statement, "title"),
        proposer=proposer,
        problem="\n\n".join(problems) or None,
    )
    body = proposer.organisation or proposer.on_behalf_of
    yield told(statement, fact, on=day(statement, "on"), body=body, person=proposer.name)


def problem(statement: Statement, paper: Paper) -> Iterator[Told]:
    """Part of the fact that `raised` makes. Raises NotClear where the paper does not say who raised it."""
    if not any(statement.subject == proposal.subject for proposal in paper.of("raised")):
        raise NotClear(f"a problem of {statement.subject}, but no sentence that says who raised it and when")
    yield from ()


def urgency_requested(statement: Statement, paper: Paper) -> Iterator[Told]:
    yield told(statement, UrgencyRequested())


def urgency_granted(statement: Statement, paper: Paper) -> Iterator[Told]:
    by: DecidingBody = word(statement, "by", DecidingBody)
    yield told(statement, UrgencyGranted(by=by), body=BODIES[by])


BODIES: dict[DecidingBody, str] = {
    "csc": "CSC",
    "panel": "Panel",
    "change_board": "Change Board",
    "authority": "Authority",
    "working_group": "Working Group",
}
"""The bodies of the process, as entries name who acted."""
