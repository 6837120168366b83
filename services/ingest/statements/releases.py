"""PURE. SEC Releases, made and planned, and the modifications in them."""

from collections.abc import Iterator
from datetime import date

from services.ingest.statements.paper import Paper
from services.ingest.statements.told import Told, told
from services.ingest.statements.values import NotClear, day, text, whole_or_none
from shared.domain.facts import ProposalImplemented, ReleaseAssigned, ReleasePlanned, ReleaseWentLive
from shared.papers.statement import Statement


def live(statement: Statement, paper: Paper) -> Iterator[Told]:
    yield told(statement, ReleaseWentLive(), on=day(statement, "on"), body="SECAS")


def planned(statement: Statement, paper: Paper) -> Iterator[Told]:
    yield told(statement, ReleasePlanned(planned_on=day(statement, "on")), body="SECAS")


def implemented(statement: Statement, paper: Paper) -> Iterator[Told]:
    """It, or a part of it, on its own day where that differs from the release's."""
    listed = statement if statement["release"] else _listed(statement, paper)
    fact = ProposalImplemented(release=text(listed, "release"), part=whole_or_none(listed, "part"))
    yield told(statement, fact, on=day(statement, "on"), body="SECAS")


def _listed(statement: Statement, paper: Paper) -> Statement:
    """Where the paper lists by release what it says here in passing. Raises NotClear where it does not."""
    for other in paper.of("implemented"):
        if other["release"] and (other.subject, other["on"]) == (statement.subject, statement["on"]):
            return other
    raise NotClear(f"implemented on {statement['on']}, but no list of the paper says in which release")


def assigned(statement: Statement, paper: Paper) -> Iterator[Told]:
    """Approved and waiting for its release, with the day for which the paper has the release planned."""
    name = text(statement, "release")
    fact = ReleaseAssigned(release=name, part=whole_or_none(statement, "part"), planned_on=_day_of(name, paper))
    yield told(statement, fact)


def _day_of(release: str, paper: Paper) -> date | None:
    days = (day(plan, "on") for plan in paper.of("release_planned") if plan["name"] == release)
    return next(days, None)
