"""What a rebuild found, as text for people and JSON for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from services.projector.rebuild import Rebuilt
from shared.rowstore.differences import Difference


def differences_text(done: Rebuilt, *, swapped: bool) -> str:
    """How many facts were replayed and what differs, by the position of the fact that made it differ."""
    return "\n".join(_lines(done, swapped)) + "\n"


def _lines(done: Rebuilt, swapped: bool) -> Iterator[str]:
    ending = "the fresh rows are read now" if swapped else "the live rows were left as they are"
    yield f"{done.facts:,} facts replayed, {done.parked} parked; {ending}"
    if done.compared_at is None:
        yield "there were no live rows to compare with"
        return
    yield f"compared at every position up to {done.compared_at:,}: {len(done.differences)} rows differ"
    for difference in done.differences:
        yield f"  position {difference.position}: {difference.model} {difference.key}"
        yield f"    live:    {_shown(difference.live, difference.live_until)}"
        yield f"    rebuilt: {_shown(difference.rebuilt, difference.rebuilt_until)}"


def _shown(row: str | None, until: int | None) -> str:
    if row is None:
        return "no such version"
    return row if until is None else f"{row} (until position {until})"


def differences_json(done: Rebuilt) -> dict[str, Any]:
    return {
        "facts": done.facts,
        "parked": done.parked,
        "compared_at": done.compared_at,
        "differences": [_difference_json(difference) for difference in done.differences],
    }


def _difference_json(difference: Difference) -> dict[str, Any]:
    return {"position": difference.position, **asdict(difference)}
