"""What facts of a stream come to, unless one of them is folded without an end: then it is parked like any other."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

from services.projector.parts import Models
from services.projector.standing import Standing, standing_after
from services.projector.stream import StreamWork, park, work_on
from services.projector.time_limit import TookTooLong, within
from services.projector.versions import in_one_line
from shared.domain.codec import recorded
from shared.domain.recorded import StoredFact

T = TypeVar("T")

FOLD_SECONDS = 0.1
"""Of processor time for one fact. It takes a hundredth of that at most, and other streams wait meanwhile."""
SECONDS_A_FACT = 0.0005
"""More for each fact of the stream: a correction has all of them folded again."""


class EarlierUnfit(Exception):
    """The facts of a stream that were projected before cannot be folded now. The message says why, in one line."""


def work_within(
    seconds: float, models: Models, partition: int, before: Standing, facts: Sequence[StoredFact], attempts: int = 1
) -> StreamWork:
    """As `work_on`; a fact that is not folded in `seconds` of processor time is parked, and those behind it wait."""
    granted = seconds + SECONDS_A_FACT * (len(before.told) + len(facts))
    try:
        return within(granted, lambda: work_on(models, partition, before, facts, attempts))
    except TookTooLong:
        number = _number_of_the_first_without_an_end(granted, models, partition, before, facts)
    work = (
        work_on(models, partition, before, facts[:number], attempts) if number else StreamWork(facts[0].stream, before)
    )
    if work.parked or number == len(facts):
        return work
    parked = park(partition, facts[number:], _reason(facts[number], seconds), attempts)
    return StreamWork(work.stream, work.standing, work.changes, parked)


def standing_within(seconds: float, models: Models, earlier: Sequence[StoredFact]) -> Standing:
    """How a stream stands whose whole history is `earlier`. Raises EarlierUnfit, whatever a fold raises."""
    granted = seconds + SECONDS_A_FACT * len(earlier)
    try:
        standing = _tried(2, granted, lambda: standing_after(models, [recorded(told) for told in earlier]))
    # Another version folded them; what this one makes of them must not hold up the other streams.
    except Exception as error:
        raise EarlierUnfit(_why_earlier(earlier, in_one_line(error))) from error
    if standing is None:
        raise EarlierUnfit(_why_earlier(earlier, f"it takes more than {granted:g} s of processor time"))
    return standing


def _number_of_the_first_without_an_end(
    granted: float, models: Models, partition: int, before: Standing, facts: Sequence[StoredFact]
) -> int:
    """How many facts are folded before it; all of them where it was only much work.

    What is done once, as making the model by which a type of fact is read, is done at the cost of whichever fact comes
    first: hence a second try for each, before it is said not to come to an end.
    """
    standing, tries = before, 2 if facts[1:] else 1
    for number, fact in enumerate(facts):
        # What is interrupted may be half changed: so each is tried on a copy of what stood before it.
        work = _tried(tries, granted, partial(work_on, models, partition, standing, [fact]))
        if work is None:
            return number
        if work.parked:
            break
        standing = work.standing
    return len(facts)


def _tried(times: int, granted: float, work: Callable[[], T]) -> T | None:
    """None where it did not come to an end any of the times."""
    for _ in range(times):
        with suppress(TookTooLong):
            return within(granted, work)
    return None


def _reason(fact: StoredFact, seconds: float) -> str:
    return (
        f"{fact.id} ({fact.topic}) was not folded within {seconds:g} s of processor time: mend the read model that "
        f"does not come to an end over it, then `secchange quarantine replay {fact.stream}`"
    )


def _why_earlier(earlier: Sequence[StoredFact], reason: str) -> str:
    last = earlier[-1]
    return (
        f"what was projected of it before, up to {last.id}, cannot be folded by this version of secchange: {reason}; "
        f"run a version that can, then `secchange quarantine replay {last.stream}`"
    )
