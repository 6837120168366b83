"""PURE. What of the feed holds a paper up: what waits to be looked at and is of one of its assessments."""

from collections.abc import Iterable

from services.reporter.durations import completed_assessments, open_assessments
from services.reporter.view import View
from shared.domain.reference import ModificationRef, NotAReference
from shared.feed.items import Item
from shared.papers.finding import Finding

SET_ASIDE = "feed-set-aside"


def set_aside(view: View, items: Iterable[Item]) -> tuple[Finding, ...]:
    """One for each item that is open and names a modification with an assessment in the paper, or may name any."""
    taken = (*open_assessments(view), *completed_assessments(view))
    streams = {duration.row.stream for duration in taken}
    return tuple(_finding(item) for item in items if item.is_open and _stream(item) in (*streams, None))


def _stream(item: Item) -> str | None:
    """The modification that it names; None where it is not understood which."""
    try:
        return ModificationRef.parse(item.told.modification or "").stream
    except NotAReference:
        return None


def _finding(item: Item) -> Finding:
    of = f" of {item.told.modification}" if item.told.modification else ""
    return Finding(
        SET_ASIDE,
        # What it says in full may quote what came, which is not for a paper.
        f"{item.id}{of} is set aside in the feed: {item.told.reason}",
        mend=f"`secchange feed quarantine show {item.id}`, and what is to be done about it.",
        subjects=item.evidence,
    )
