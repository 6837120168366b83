"""Revisions that correct one which never came: they wait for it, until somebody looks at both sides."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from shared.domain.ticket import TicketRevision
from shared.feed.reasons import Refused


def unmatched(revisions: Iterable[TicketRevision]) -> Iterator[tuple[TicketRevision, Refused]]:
    """Of one ticket."""
    told = {each.revision: each for each in revisions}
    for each in told.values():
        if each.correction and each.correction.of_revision not in told:
            of = each.correction.of_revision
            message = f"revision {each.revision} corrects {of}, which never came"
            yield each, Refused("correction-unmatched", message, ("/correction/of_revision",))


def item_of(revision: TicketRevision) -> str:
    """The same, however often it is looked for."""
    return sha256(f"{revision.key}|{revision.revision}|correction-unmatched".encode()).hexdigest()[:16]
