"""PURE. How far a modification has come, stage by stage, in the order of the process."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from services.reporter.trail_document.document import Progress, StageReached
from shared.domain.vocabulary import Stage
from shared.readmodels.course import Turn
from shared.readmodels.register import Modification

ORDER: tuple[Stage, ...] = ("define", "refine", "opine", "approved", "implemented")
_BETWEEN: Stage = "part_implemented"
_ENDS: tuple[Stage, ...] = ("rejected", "withdrawn", "split", "merged")


def stages(row: Modification, day: date) -> tuple[StageReached, ...]:
    """All that it goes through, and the end that it took instead: since its first day, or where it is now, its last."""
    return tuple(_stages(row, day))


def _stages(row: Modification, day: date) -> Iterator[StageReached]:
    here, first = row.stage_at(day), _first_turns(row, day)
    order = [*ORDER[:-1], *([_BETWEEN] if _BETWEEN in first else []), ORDER[-1]]
    reached = max((at for at, stage in enumerate(order) if stage in first), default=-1)
    now = order.index(here) if here in order else reached
    for at, stage in enumerate(order):
        if stage == here:
            yield _reached(stage, _came(row, day), "here")
        else:
            yield _reached(stage, first.get(stage), _progress(stage in first, at < reached, at > now))
    if here in _ENDS:
        yield _reached(here, _came(row, day), "here")


def _first_turns(row: Modification, day: date) -> dict[Stage, Turn]:
    first: dict[Stage, Turn] = {}
    for turn in row.turns_by(day):
        if turn.state == "sent_back":
            # The Authority had it before, whether or not any source tells when.
            first.setdefault("opine", replace(turn, exact=False))
        first.setdefault(turn.stage, turn)
    return first


def _came(row: Modification, day: date) -> Turn | None:
    """The turn by which it came to where it is: what was sent back is there for another time."""
    came = None
    for turn in reversed(row.turns_by(day)):
        if turn.stage != row.stage_at(day):
            break
        came = turn
        if turn.state == "sent_back":
            break
    return came


def _progress(reached: bool, is_before_last: bool, is_after_now: bool) -> Progress:
    if reached:
        return "left" if is_after_now else "done"
    return "passed over" if is_before_last else "ahead"


def _reached(stage: Stage, turn: Turn | None, progress: Progress) -> StageReached:
    if turn is None:
        return StageReached(stage, progress)
    return StageReached(stage, progress, turn.on, turn.exact and not turn.implied)
