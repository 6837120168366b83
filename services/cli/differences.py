"""What a rebuild found, as text for people and JSON for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from services.projector.compare import Rebuilt
from shared.rowstore.differences import Difference


def differences_text(done: Rebuilt) -> str:
    """How many facts were replayed and what differs, by the position of the fact that made it differ."""
    return "\n".join(_lines(done)) + "\n"


def ending_text(*, swapped: bool) -> str:
    """Which rows are read now."""
    return "the fresh rows are read now" if swapped else "the live rows were left as they are"


def _lines(done: Rebuilt) -> Iterator[str]:
    yield f"{done.facts:,} facts replayed, {done.parked} parked"
    if done.compared_at is None:
        yield "there were no live rows to compare with"
        return
    if done.not_compared:
        yield f"made anew by another version of their read model, not compared: {', '.join(done.not_compared)}"
    yield f"compared at every position up to {done.compared_at:,}: {done.differing:,} rows differ{_listed(done)}"
    for difference in done.differences:
        yield f"  position {difference.position}, {_told(done, difference)}: {difference.model} {difference.key}"
        yield f"    live:    {_live(difference)}"
        yield f"    rebuilt: {_rebuilt(difference)}"


def _listed(done: Rebuilt) -> str:
    left = done.differing - len(done.differences)
    return f"; {left:,} of them are not listed" if left else ""


def _told(done: Rebuilt, difference: Difference) -> str:
    """The fact that made the two differ."""
    fact = done.told_by.get(difference.position)
    return f"{fact.id} {fact.topic}" if fact else "which no fact has"


def _live(of: Difference) -> str:
    return _shown(of.live, of.live_until, _days(of, of.live_opened_on, of.live_settled_on))


def _rebuilt(of: Difference) -> str:
    return _shown(of.rebuilt, of.rebuilt_until, _days(of, of.rebuilt_opened_on, of.rebuilt_settled_on))


def _shown(row: str | None, until: int | None, days: str) -> str:
    if row is None:
        return "no such version"
    return f"{row}{days}" if until is None else f"{row}{days} (until position {until})"


def _days(of: Difference, opened_on: str | None, settled_on: str | None) -> str:
    """The days by which the version is found, where those are what differs: the row need not show it."""
    if of.live is None or of.rebuilt is None or not of.differs_in_days:
        return ""
    return f" (opened on {opened_on}, {f'settled on {settled_on}' if settled_on else 'not settled'})"


def differences_json(done: Rebuilt) -> dict[str, Any]:
    return {
        "facts": done.facts,
        "parked": done.parked,
        "compared_at": done.compared_at,
        "not_compared": list(done.not_compared),
        "differing": done.differing,
        "differences": [_difference_json(done, difference) for difference in done.differences],
    }


def _difference_json(done: Rebuilt, difference: Difference) -> dict[str, Any]:
    fact = done.told_by.get(difference.position)
    told_by = {"fact": fact.id, "type": fact.topic} if fact else {"fact": None, "type": None}
    return {"position": difference.position, **told_by, **asdict(difference)}
