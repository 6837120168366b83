"""Which facts a seed's log holds: few streams, so that faults meet in them, and some facts that are poison."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from random import Random

from msgspec.structs import replace

from shared.domain.recorded import StoredFact
from tests.given import entries as given
from tests.given import stored
from tests.histories import entries
from tests.simulation.topic import PARTITIONS, partition_at

STREAMS, FACTS_OF_A_STREAM = 6, 7


@dataclass(frozen=True, slots=True)
class Plan:
    """The facts in the order of the log. `beyond`: ids that only the later version of the program understands;
    `refused`: ids whose rows no database takes. `last` are told at the very end, one in each partition."""

    facts: tuple[StoredFact, ...]
    last: tuple[StoredFact, ...]
    beyond: frozenset[str]
    refused: frozenset[str]


@cache
def _pool() -> tuple[tuple[StoredFact, ...], ...]:
    """Histories with corrections and retractions in some."""
    by_stream: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in stored(entries(700, seed=11)):
        if fact.stream.isdigit():
            by_stream[fact.stream].append(fact)
    return tuple(tuple(f[:FACTS_OF_A_STREAM]) for f in by_stream.values() if len(f) >= FACTS_OF_A_STREAM)


@cache
def _last() -> tuple[StoredFact, ...]:
    """One fact of a new stream in each partition, so that whatever is missing before it is noticed."""
    numbers = [next(n for n in range(9000, 9999) if partition_at(str(n)) == p) for p in range(PARTITIONS)]
    return stored(given("\n".join(f"2020-06-01  MP{number}  ProposalWithdrawn" for number in numbers)))


def plan(random: Random) -> Plan:
    chosen = [list(facts) for facts in random.sample(_pool(), STREAMS)]
    ordered, position = list[StoredFact](), 0
    while left := [facts for facts in chosen if facts]:
        position += random.choice((1, 1, 1, 2, 5))
        ordered.append(replace(random.choice(left).pop(0), position=position))
    poison = random.sample(ordered, random.choice((0, 1, 2, 3)))
    ids: dict[str, list[str]] = {"unreadable": [], "beyond": [], "refused": []}
    for fact in poison:
        kind = random.choice(sorted(ids))
        ids[kind].append(fact.id)
    facts = tuple(replace(fact, value=b"{") if fact.id in ids["unreadable"] else fact for fact in ordered)
    last = tuple(replace(fact, position=position + place) for place, fact in enumerate(_last(), 1))
    return Plan(facts, last, frozenset(ids["beyond"]), frozenset(ids["refused"]))
