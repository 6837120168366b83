"""The paper as it was known then is the paper that one would have seen then, at every position and for every moment."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.projector.rebuild import rebuild
from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.explain.places import places
from services.reporter.load import load
from services.reporter.render import RENDERERS
from services.reporter.report import Report
from services.reporter.rows import Rows
from services.reporter.view import View
from services.reporter.views import view, view_of
from shared.domain.codec import recorded
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import rows_of_each
from shared.rowstore.store import RowStore
from tests.given import stored
from tests.histories import entries
from tests.projected import PARTITIONS, TOPIC


@pytest.mark.integration
def test_as_known_at_every_position_is_what_was_seen_there(database: str, as_known_facts: int) -> None:
    """Late facts, corrections and retractions among them. Seen live: before anything later was so much as recorded."""
    with EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries(entries(as_known_facts))
        told = tuple(map(recorded, log.read(0, as_known_facts)))
        seen = {fact.position: (month_of(fact), digest(then)) for fact, then in seen_live(told)}
        rebuild(database, log, TOPIC, PARTITIONS)
        assert len(seen) == as_known_facts
        for position, (month, live) in seen.items():
            assert digest(load(store, month, position)) == live, f"the paper of {month} at position {position}"


def seen_live(told: Sequence[Recorded]) -> Iterator[tuple[Recorded, View]]:
    """After each fact the rows as they then are: those of its stream folded anew, all others as they were."""
    streams = defaultdict[str, list[Recorded]](list)
    rows: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for fact in told:
        streams[fact.stream].append(fact)
        rows[fact.stream] = {model: dict(of) for model, of in rows_of_each(READ_MODELS, streams[fact.stream]).items()}
        yield fact, view(_together(rows), month_of(fact), fact.position)


def _together(rows: dict[str, dict[str, dict[str, Any]]]) -> Rows:
    whole: dict[str, dict[str, Any]] = {model.name: {} for model in READ_MODELS}
    for of_stream in rows.values():
        for model, of in of_stream.items():
            whole[model] |= of
    return Rows(whole)


def month_of(fact: Recorded) -> Month:
    return Month(fact.known_at.year, fact.known_at.month)


def digest(seen: View) -> bytes:
    return sha256(RENDERERS["md"](assemble(seen))).digest()


MONTH = Month(2014, 3)
cuts = st.tuples(st.lists(st.integers(0, 400), min_size=40, max_size=40), st.integers(0, 500))
"""How many days later than it happened each fact was known; and when it is asked for, in days."""


def test_what_was_known_later_never_shows_in_an_earlier_cut(as_known_cases: int) -> None:
    """Held against a plain list: the facts one by one, as long as each was known by then."""

    @settings(max_examples=as_known_cases, suppress_health_check=list(HealthCheck))
    @given(cuts)
    def holds(drawn: tuple[list[int], int]) -> None:
        days, asked_after = drawn
        told, moment = known_so_many_days_later(days), FIRST + timedelta(days=asked_after)
        plain = list(takewhile(lambda fact: fact.known_at <= moment, told))
        cut = assemble(view_of(told, MONTH, asked=Asked(known_at=moment)))
        assert named(cut) <= {fact.id for fact in plain}
        assert cut == assemble(view_of(plain, MONTH, asked=Asked(known_at=moment)))

    holds()


def known_so_many_days_later(days: Sequence[int]) -> tuple[Recorded, ...]:
    moved = [
        entry.model_copy(update={"known_at": entry.known_at + timedelta(days=later)})
        for entry, later in zip(first_facts(), days, strict=True)
    ]
    return tuple(map(recorded, stored(moved)))


@cache
def first_facts() -> tuple[Entry[AnyFact], ...]:
    return tuple(entries(40))


FIRST: datetime = first_facts()[0].known_at


def named(report: Report) -> set[str]:
    """Every fact that the paper rests on anywhere."""
    of_lines = {id for place in places(report) for id in place.evidence}
    figures = report.figures.values()
    return (
        of_lines
        | {id for figure in figures for id in figure.evidence}
        | {id for figure in figures for given in figure.inputs for id in given.evidence}
    )
