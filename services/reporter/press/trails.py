"""The decision trail of a modification with its proofs, by the tree of one signed checkpoint."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from services.reporter.rows import RowsOfOne
from services.reporter.trail_document.document import TrailDocument
from services.reporter.trail_document.made import Held, proof, trail_document
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.trailstore.trail import Trail


def document_of(
    ref: str, source: RowsOfOne, history: Sequence[Recorded], kept: Trail, note: str, day: date | None = None
) -> TrailDocument:
    """`note` is signed for the position of the source; `history` is of the stream, up to there.

    Of the day on which that was recorded, where no other is asked for. Raises UnknownModification, TrailError.
    """
    signed = kept.keys().accepted(note)
    proofs = {told.position: proof(*kept.proved(told.position, signed.size)) for told in history}
    held = Held(note, signed.position, proofs)
    return trail_document(ref, source, history, day or _recorded_on(kept, signed.position), held)


def _recorded_on(kept: Trail, position: int) -> date:
    """A day that the log tells, so that no clock is in the document."""
    line = kept.line(position)
    assert line is not None  # it was signed for
    return datetime.fromtimestamp(line.recorded_at_us // 1_000_000, UTC).astimezone(LONDON).date()
