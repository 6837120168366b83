"""PURE. What a paper calls a proposal, and how often: papers differ in labels and titles, and readers need to know."""

from collections import Counter
from collections.abc import Iterator

from services.ingest.statements.paper import Paper, place_of
from services.ingest.statements.told import Told
from shared.domain.facts import ProposalNamed
from shared.papers.statement import Statement

Called = tuple[str, str, str | None]
"""Stream, label, title; the title is None where a table gives the label alone."""


def named(paper: Paper) -> Iterator[Told]:
    """One fact for each label and title of each proposal. That it was raised under them is one naming already."""
    mentions = [(called, statement) for statement in paper.statements if (called := _called(statement))]
    raised = {called for called, statement in mentions if statement.kind == "raised"}
    times = Counter(called for called, statement in mentions if statement.kind != "raised")
    titled = {(stream, label) for (stream, label, title) in times.keys() | raised if title}
    first = {called: statement for called, statement in reversed(mentions) if statement.kind != "raised"}
    for called, statement in reversed(first.items()):
        stream, label, title = called
        if title or (stream, label) not in titled:
            fact = ProposalNamed(label=label, title=title, times=times[called])
            yield Told(fact, label, place_of(statement), label)


def _called(statement: Statement) -> Called | None:
    """What the statement calls its modification; None where it speaks of something else, or by no name."""
    label, title = statement.values.get("label"), statement.values.get("title")
    if not isinstance(label, str) or not label:
        return None
    return statement.subject, label, title if isinstance(title, str) and title else None
