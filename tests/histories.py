"""Made-up histories of any size, the same for the same seed, in the order in which they became known.

What happens is in `lives`, and what seldom does in `eventful_lives`. One fact in twenty is told late; one in forty is
corrected, one in a hundred retracted; of one in a hundred a further source tells, and of one in two hundred somebody
proposes a correction.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, CorrectionProposed, EvidenceAdded, FactCorrected, FactRetracted
from tests.eventful_lives import eventful_life
from tests.lives import Lived, around, modification

_SOURCE = Source(kind="register", ref="made up")


@dataclass(frozen=True, slots=True)
class _Told:
    known_on: date
    lived: Lived
    mend: str | None = None
    """What is told of what was told of `lived` before: `correct`, `retract`, `attest` or `propose`."""


def entries(size: int, seed: int = 1) -> list[Entry[AnyFact]]:
    """Exactly `size` entries; `known_at` rises. Every stream's facts can be folded."""
    random = Random(seed)
    told: list[_Told] = []
    number = 0
    while len(told) < size:
        number += 1
        told += _told(random, modification(random, number, eventful_life))
        if number % 10 == 0:
            told += _told(random, around(random, number // 10))
    return list(_in_order(told))[:size]


def _told(random: Random, lives: list[Lived]) -> Iterator[_Told]:
    for lived in lives:
        late = random.randrange(20) == 0
        known_on = lived.day + timedelta(days=random.randrange(30, 300) if late else random.randrange(7))
        yield _Told(known_on, lived)
        chance = random.randrange(200)
        if chance < 7 and lived is not lives[0]:
            mended_on = known_on + timedelta(days=random.randrange(1, 90))
            yield _Told(mended_on, lived, "retract" if chance < 2 else "correct")
        elif chance < 10:
            yield _Told(known_on + timedelta(days=1), lived, "propose" if chance == 7 else "attest")


def _in_order(told: list[_Told]) -> Iterator[Entry[AnyFact]]:
    versions: Counter[str] = Counter()
    ids: dict[int, str] = {}
    moment = datetime.min.replace(tzinfo=UTC)
    for each in sorted(told, key=lambda each: each.known_on):
        moment = max(moment + timedelta(milliseconds=1), datetime.combine(each.known_on, time(9), UTC))
        lived = each.lived
        versions[lived.stream] += 1
        if each.mend is None:
            ids[id(lived)] = f"{lived.stream}#{versions[lived.stream]}"
            kind, n = lived.assessment or (None, None)
            yield entry(lived.fact, lived.stream, known_at=moment, source=_SOURCE, on=lived.day, kind=kind, n=n)
        else:
            said = _said_of(each.mend, ids[id(lived)], lived)
            yield entry(said, lived.stream, known_at=moment, source=_SOURCE, on=each.known_on)


def _said_of(how: str, of: str, lived: Lived) -> AnyFact:
    if how == "retract":
        return FactRetracted(of=of, reason="It was told of the wrong modification.")
    if how == "attest":
        return EvidenceAdded(of=of)
    a_day_earlier = {"occurred_on": (lived.day - timedelta(days=1)).isoformat()}
    if how == "propose":
        return CorrectionProposed(of=of, now=a_day_earlier, reason="Somebody remembers another day.")
    return FactCorrected(of=of, now=a_day_earlier, reason="The minutes give another day.")
