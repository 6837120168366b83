"""One row a ticket that told something of a modification: of which assessment. Key: modification and ticket.

Apart from the assessments, which look the same whoever told of them.
"""

from collections.abc import Mapping

from shared.domain.facts import FACTS as ALL_FACTS
from shared.domain.facts import AnyFact, EvidenceAdded
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row

_MARK = b'"ticket"'


class Followed(Row, frozen=True, kw_only=True):
    """`assessment`: the key of that of which it told first; `confirms`: the facts of others that it says too."""

    ticket: str
    assessment: str | None = None
    confirms: tuple[str, ...] = ()


def fold(history: History) -> Mapping[str, Followed]:
    told: dict[str, list[Recorded]] = {}
    for recorded in history:
        if (ticket := part_of(recorded)) is not None:
            told.setdefault(ticket, []).append(recorded)
    return {f"{facts[0].stream}/{ticket}": _row(ticket, facts) for ticket, facts in told.items()}


def _row(ticket: str, told: list[Recorded]) -> Followed:
    stream = told[0].stream
    of = next((each.assessment for each in told if each.fact.OF_AN_ASSESSMENT), None)
    return Followed(
        stream=stream,
        opened_on=min(each.day for each in told),
        ticket=ticket,
        assessment=f"{stream}/{of[0]}/{of[1]}" if of else None,
        confirms=tuple(each.fact.of for each in told if isinstance(each.fact, EvidenceAdded)),
    )


def part_of(recorded: Recorded) -> str | None:
    # Nearly every fact is none of a ticket's; to read the whole entry to see that costs more than all else.
    if type(recorded.fact) not in FACTS or _MARK not in recorded.value:
        return None
    source = recorded.entry.source
    return source.ref if source.kind == "ticket" and source.locator else None


FACTS: frozenset[type[AnyFact]] = frozenset({EvidenceAdded, *(fact for fact in ALL_FACTS if fact.OF_AN_ASSESSMENT)})

FOLLOWED = ReadModel("followed", 1, Followed, "modification", fold, part_of, facts=FACTS)
