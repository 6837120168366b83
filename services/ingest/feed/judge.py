"""PURE. What becomes of one ticket of a delivery, beside what is known of it and of its modification."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.facts import DccTicketRevisionObserved, ProposalRaised
from shared.domain.recorded import Recorded
from shared.domain.ticket import TicketRevision
from shared.feed.reasons import Refused
from shared.process.standing import Standing

_ENDED = frozenset({"rejected", "withdrawn", "implemented", "split", "merged"})


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The very same revision came before."""


def judge(
    ticket: TicketRevision, history: Sequence[Recorded], modification: Sequence[Recorded]
) -> TicketRevision | Refused | Duplicate:
    """The ticket itself where it is new and can be used. `history` is of the ticket's stream, as recorded so far."""
    before = known_revisions(history).get(ticket.revision)
    if before is not None:
        if before.content_sha256 == ticket.content_sha256:
            return Duplicate()
        return Refused(
            "revision-conflict",
            f"revision {ticket.revision} of {ticket.ticket_number} came before with another content",
            tuple(f"/{name}" for name in _differing(before, ticket)),
        )
    if not modification:
        return Refused("unknown-modification", f"{ticket.modification_ref} is not known here", ("/modification_ref",))
    standing = Standing(modification[0].stream, tuple(modification))
    if early := _before_it_was_raised(ticket, standing):
        return early
    if standing.state in _ENDED and ticket.state not in ("returned", "closed") and standing.since < ticket.changed_on:
        return Refused(
            "modification-closed",
            f"{ticket.modification_ref} is {standing.state} since {standing.since}",
            ("/modification_ref",),
        )
    return ticket


def through_its_own_door(ticket: TicketRevision, source: str) -> TicketRevision | Refused:
    """The ticket itself; Refused where it is of another source than the one that told it."""
    if ticket.source == source:
        return ticket
    return Refused("unknown-source", f"{ticket.source} through the door of {source}: expected its own", ("/source",))


def _before_it_was_raised(ticket: TicketRevision, standing: Standing) -> Refused | None:
    """A day of the ticket that lies before the proposal was raised, where that day is known."""
    raised = min((told.day for told, _ in standing.all(ProposalRaised) if told.exact), default=None)
    for name in ("requested_on", "accepted_on", "returned_on"):
        day = getattr(ticket, name)
        if raised and day and day < raised:
            what = name.removesuffix("_on")
            message = f"{what} on {day}, before {ticket.modification_ref} was raised on {raised}"
            return Refused("date-impossible", message, (f"/{name}",))
    return None


def known_revisions(history: Sequence[Recorded]) -> Mapping[int, TicketRevision]:
    """The revisions that the log holds of a ticket."""
    observed = (recorded.fact for recorded in history if isinstance(recorded.fact, DccTicketRevisionObserved))
    return {fact.ticket.revision: fact.ticket for fact in observed}


def _differing(before: TicketRevision, after: TicketRevision) -> list[str]:
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    return sorted(name for name in was if was[name] != now[name])
