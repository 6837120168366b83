"""A long log is replayed by several processes: the paper is the one that one process makes; what goes wrong is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from multiprocessing import active_children
from typing import Any

import psycopg
import pytest

from services.cli.exits import Exit, code_for
from services.projector.rebuild import rebuild
from services.reporter.assemble import assemble
from services.reporter.forecasts.came import compared
from services.reporter.forecasts.made import forecasts_of
from services.reporter.load import load
from services.reporter.render import RENDERERS
from services.reporter.replay import beside, replay, replay_outcomes
from services.reporter.replay.kept import kept
from services.reporter.view import View
from shared.domain.codec import NotAFact
from shared.domain.period import Month
from shared.domain.recorded import StoredFact
from shared.eventlog.errors import LogUnavailable
from shared.eventlog.log import Address, EventLog
from shared.eventlog.share import shares
from shared.processes import ProcessEnded
from shared.readmodels import REGISTER
from shared.rowstore.store import RowStore
from tests.histories import entries
from tests.projected import PARTITIONS, TOPIC
from tests.services.reporter.papers import JUNE, june_history

pytestmark = pytest.mark.integration

OTHERS = [told for told in entries(2_000, seed=3) if told.stream not in {fact.stream for fact in june_history()}]
"""Much that befell others, and was mended."""


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        log.import_entries([told.entry for told in june_history()])
        log.import_entries(OTHERS)
        yield log


@pytest.fixture
def by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.reporter.replay.worth", lambda position: 2)
    monkeypatch.setattr(beside, "FACTS_MEANWHILE", 0)


def rendered(view: View) -> list[object]:
    report = assemble(view)
    return [report, *(RENDERERS[form](report) for form in ("md", "json"))]


def at(log: EventLog, month: Month) -> int:
    return log.position_known_by(datetime.combine(month.last_day, time.max, UTC))


@pytest.mark.parametrize("month", [JUNE, Month(2016, 11), Month(2030, 12)], ids=str)
def test_the_paper_is_the_one_that_one_process_makes(
    log: EventLog, month: Month, request: pytest.FixtureRequest
) -> None:
    """The last is of days of which nothing is recorded."""
    by_one = replay(log, month, log.head())
    request.getfixturevalue("by_two")
    by_both = replay(log, month, log.head())
    assert rendered(by_both) == rendered(by_one)
    assert 0 < len(by_both.of(REGISTER)) <= len(by_one.of(REGISTER))


@pytest.mark.usefixtures("by_two")
def test_what_came_of_forecasts_is_what_rows_tell(log: EventLog, database: str) -> None:
    rebuild(database, log, TOPIC, PARTITIONS)
    with RowStore(database) as store:
        forecasts = forecasts_of(load(store, JUNE, len(june_history())))
        by_rows, day = load(store, JUNE, log.head()), date(2021, 1, 1)
    came = compared(forecasts, replay_outcomes(log, forecasts, log.head()), day)
    assert len(came) > 10
    assert came == compared(forecasts, by_rows, day)


@pytest.mark.usefixtures("by_two")
@pytest.mark.parametrize("which", [0, 1], ids=["in this process", "in the other"])
def test_a_damaged_fact_is_named_wherever_it_is_read(log: EventLog, database: str, which: int) -> None:
    fact = StoredFact(*log.read_share(shares([1, 1])[which], 500, 1, log.head())[0])
    with psycopg.connect(database) as vandal:
        vandal.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER ALL")
        vandal.execute("UPDATE eventlog.facts SET state = '{}' WHERE notification_id = %s", (fact.position,))
    before = active_children()
    with pytest.raises(NotAFact, match=f"no fact at position {fact.position}, {fact.id}: "):
        replay(log, JUNE, log.head())
    assert set(active_children()) <= set(before), "whoever helped is gone"


@pytest.mark.usefixtures("by_two")
def test_a_log_that_the_other_does_not_reach_is_told_as_ever(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventLog, "address", Address("postgresql://127.0.0.1:1/x", "eventlog"))
    with pytest.raises(LogUnavailable, match=r"127\.0\.0\.1:1/x does not answer"):
        replay(log, JUNE, log.head())


@pytest.mark.usefixtures("by_two")
def test_one_that_is_killed_is_told_in_a_sentence(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill_the_other(told: Any) -> Any:
        for process in active_children():
            process.kill()
            process.join()
        return kept(told)

    monkeypatch.setattr("services.reporter.replay.beside.kept", kill_the_other)
    with pytest.raises(ProcessEnded, match="ended before it was done: begin again") as raised:
        replay(log, JUNE, log.head())
    assert code_for(raised.value) == Exit.FAILED


def test_a_log_of_ordinary_length_is_replayed_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1}, raising=False)
    assert beside.worth(199_999) <= 1
    assert beside.worth(200_000) == 2
    assert beside.worth(1_000_000) == 2
