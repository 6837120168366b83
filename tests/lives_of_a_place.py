"""One modification after another in the same place: as soon as one has come to its end, the next is raised."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice, repeat
from random import Random

from shared.domain.facts import (
    AnyFact,
    ChangeBoardVoted,
    ProposalConverted,
    ProposalImplemented,
    ProposalNamed,
    ProposalRaised,
    ProposalWithdrawn,
    WorkingGroupDiscussed,
)
from shared.domain.vocabulary import AssessmentKind
from tests.lives import FIRST_DAY, life

Told = tuple[str, AnyFact, tuple[AssessmentKind, int] | None]
"""The stream, the fact, and the assessment that it speaks of."""

_DISCUSSED = WorkingGroupDiscussed(meeting_on=FIRST_DAY)
_FACTS_OF_A_LIFE = 80
"""That is talked of: about as many."""
_DISCUSSED_BELOW = 10
"""Between two steps: so many times or less."""
_ASSESSED_ONE_IN: Mapping[AssessmentKind, int] = {"PA": 2, "IA": 4}


def step_by_step(random: Random, numbers: Iterator[int]) -> Iterator[Told]:
    """Nothing but steps. `numbers` are those of the modifications."""
    for number in numbers:
        stream = _stream(number)
        yield from ((stream, fact, assessment) for fact, assessment in life(random, stream))


def talked_of(random: Random, numbers: Iterator[int]) -> Iterator[Told]:
    """With the talk between the steps. The first is withdrawn, whenever that is: so places do not begin alike."""
    yield from _given_up(random, next(numbers))
    for number in numbers:
        yield from _talked_of(random, number)


def _given_up(random: Random, number: int) -> Iterator[Told]:
    """Raised, found ready and converted; discussed, and withdrawn in the end."""
    stream = _stream(number)
    begun = (fact for fact, _ in islice(life(random, stream), 3))
    discussed = repeat(_DISCUSSED, random.randrange(_FACTS_OF_A_LIFE))
    yield from ((stream, fact, None) for fact in chain(begun, discussed, (ProposalWithdrawn(),)))


def _talked_of(random: Random, number: int) -> Iterator[Told]:
    """Two in three are not assessed, or once; withdrawn is withdrawn."""
    stream, title, in_refinement = _stream(number), "", False
    assessed = {kind for kind, one_in in _ASSESSED_ONE_IN.items() if random.randrange(one_in) == 0}
    for fact, assessment in life(random, stream):
        if assessment and assessment[0] not in assessed:
            continue
        yield stream, fact, assessment
        if isinstance(fact, ProposalWithdrawn | ProposalImplemented):
            return
        title = fact.title or "" if isinstance(fact, ProposalRaised) else title
        in_refinement = not isinstance(fact, ChangeBoardVoted) and (
            in_refinement or isinstance(fact, ProposalConverted)
        )
        yield from ((stream, said, None) for said in _talk(random, stream, title, in_refinement))


def _talk(random: Random, stream: str, title: str, in_refinement: bool) -> Iterator[AnyFact]:
    """The Working Group comes back to what it refines; of the rest a paper gives the name."""
    if in_refinement:
        yield from repeat(_DISCUSSED, random.randrange(_DISCUSSED_BELOW))
    else:
        yield ProposalNamed(label=f"MP{stream}", title=title)


def _stream(number: int) -> str:
    """`1` to `9000`, then `1A`, `2A` and so on."""
    whole, place = divmod(number - 1, 9_000)
    return f"{place + 1}" + (chr(64 + whole) if whole else "")
