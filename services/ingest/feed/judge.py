"""PURE. What becomes of one ticket of a delivery, beside what is known of it and of its modification."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.facts import DccTicketRevisionObserved
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
    if standing.state in _ENDED and ticket.state not in ("returned", "closed") and standing.since < ticket.changed_on:
        return Refused(
            "modification-closed",
            f"{ticket.modification_ref} is {standing.state} since {standing.since}",
            ("/modification_ref",),
        )
    return ticket


def known_revisions(history: Sequence[Recorded]) -> Mapping[int, TicketRevision]:
    """The revisions that the log holds of a ticket."""
    observed = (recorded.fact for recorded in history if isinstance(recorded.fact, DccTicketRevisionObserved))
    return {fact.ticket.revision: fact.ticket for fact in observed}


def _differing(before: TicketRevision, after: TicketRevision) -> list[str]:
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    return sorted(name for name in was if was[name] != now[name])
