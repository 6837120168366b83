"""However papers overlap and are imported again, a fact stands once, and each further source once as evidence."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.domain.entry import Entry, Source
from shared.domain.facts import AnyFact, EvidenceAdded
from shared.eventlog.log import EventLog
from shared.eventlog.plan import Imported
from tests.eventlog.given import named, requested, returned

pytestmark = pytest.mark.integration

_number = count()


class Told(NamedTuple):
    """One of six facts of two modifications, as one of three papers tells it."""

    fact: int
    paper: int

    def entry(self) -> Entry[AnyFact]:
        source = Source(kind="paper", ref=f"paper/2020-{self.paper:02d}")
        ref = ("106", "107")[self.fact % 2]
        make = (requested, returned, lambda ref, source: named(ref, "a title", source=source))[self.fact // 2]
        return make(ref, source=source)


papers = st.lists(st.lists(st.builds(Told, st.integers(0, 5), st.integers(5, 7)), max_size=8), max_size=5)


# The profile's list is replaced by this one: what it has is said here again.
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(imports=papers)
def test_a_fact_stands_once_and_each_further_source_once(database: str, imports: Sequence[Sequence[Told]]) -> None:
    with EventLog.open(database, schema=f"log_{next(_number)}") as log:
        for told in imports:
            log.import_entries([each.entry() for each in told])

        everything = [each for told in imports for each in told]
        facts = {each.fact for each in everything}
        sources = set(everything)
        recorded = [fact for stream in log.streams() for fact in log.history(stream)]
        evidence = [fact for fact in recorded if isinstance(fact.fact, EvidenceAdded)]
        assert len(recorded) - len(evidence) == len(facts)
        assert len(evidence) == len(sources) - len(facts)

        again = log.import_entries([each.entry() for each in everything])
        assert again == Imported(recorded=0, repeated=len(everything), evidence=0)
