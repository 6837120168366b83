"""Two roads to one paper: rows that the projector kept, and a replay of the facts in the log."""

import gc
from datetime import UTC, datetime, time

import pytest

from services.projector.rebuild import rebuild
from services.reporter.assemble import assemble
from services.reporter.load import load
from services.reporter.render import RENDERERS
from services.reporter.replay import replay
from services.reporter.report import Report
from services.reporter.views import view_of
from shared.domain.codec import recorded
from shared.domain.period import Month
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from tests.long_histories import entries
from tests.projected import PARTITIONS, TOPIC
from tests.services.reporter.papers import JUNE, june_history

pytestmark = pytest.mark.integration


def test_both_give_the_same_bytes_at_every_position_asked(database: str) -> None:
    with EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries([told.entry for told in june_history()])
        rebuild(database, log, TOPIC, PARTITIONS)
        facts = tuple(recorded(stored) for stored in log.read(0, 1000))
        for position in (facts[-1].position, 100, 1):
            kept = assemble(load(store, JUNE, position))
            replayed = assemble(view_of(facts, JUNE, position))
            assert rendered(kept) == rendered(replayed)


def test_both_give_the_same_paper_of_any_past_month_of_a_long_history(database: str) -> None:
    with EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries(entries(3_000, open_items=60))
        rebuild(database, log, TOPIC, PARTITIONS)
        for month in map(Month.parse, ("2016-05", "2020-06", "2027-02")):
            position = log.position_known_by(datetime.combine(month.last_day, time.max, UTC))
            kept, replayed = load(store, month, position), replay(log, month, position)
            assert rendered(assemble(kept)) == rendered(assemble(replayed)), month


def rendered(report: Report) -> list[object]:
    """The value of which every format is made, and the formats that are quickly made."""
    return [report, *(RENDERERS[form](report) for form in ("md", "html", "json"))]


def test_garbage_is_collected_after_a_replay_as_it_was_before(database: str) -> None:
    with EventLog.open(database) as log:
        log.import_entries(entries(50, open_items=5))
        assert gc.isenabled()
        replay(log, JUNE, log.head())
        assert gc.isenabled()
        gc.disable()
        try:
            replay(log, JUNE, log.head())
            assert not gc.isenabled()
        finally:
            gc.enable()


def test_the_log_is_replayed_whole_however_many_pages_it_has(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.reporter.replay.reading.FACTS_A_PAGE", 7)
    with EventLog.open(database) as log:
        log.import_entries(entries(300, open_items=20))
        facts = tuple(recorded(stored) for stored in log.read(0, 1000))
        for position in (0, 6, 7, 8, 150, log.head()):
            assert replay(log, JUNE, position) == view_of(facts, JUNE, position), position
