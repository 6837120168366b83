"""What a history would be with one correction more."""

from datetime import UTC, date, datetime, time
from typing import Any

from shared.domain.codec import placed
from shared.domain.entry import Source, entry
from shared.domain.facts import FactCorrected, FactRetracted
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.process.standing import Standing

_SOURCE = Source(kind="command", ref="as if")


def corrected_history(standing: Standing, of: str, now: dict[str, Any] | None, on: date) -> tuple[Recorded, ...]:
    """The effective history as it would be. Raises ValueError, and pydantic's ValidationError, where it cannot be."""
    mend = FactRetracted(of=of, reason="as if") if now is None else FactCorrected(of=of, now=now, reason="as if")
    told = entry(mend, standing.stream, known_at=datetime.combine(on, time(12), UTC), source=_SOURCE, on=on)
    last = standing.recorded[-1]
    after = placed(told, last.position + 1, standing.stream, last.version + 1, last.recorded_at)
    return effective((*standing.recorded, after))
