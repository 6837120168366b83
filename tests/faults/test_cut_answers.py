"""The commit is done and its answer is cut, again and again: nothing twice, no conflict that is none, rows as ever."""

from collections.abc import Iterator
from datetime import date, timedelta

import psycopg
import pytest

from services.projector.projected import Projected
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.eventlog.plan import Imported
from shared.rowstore.store import RowStore
from tests.eventlog.given import named, requested
from tests.eventlog.proxy import answer_cutter
from tests.faults.audit import audit
from tests.histories import entries
from tests.projected import carried, in_polls, projector

pytestmark = pytest.mark.integration

CUTS = 50
BATCH = 3


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        yield log


def test_appends_and_imports_whose_answers_are_cut_are_done_once(database: str, log: EventLog, fault_size: int) -> None:
    """Every fifth an import; the others appends of one fact, and of three."""
    told: list[Recorded] = []
    versions = dict.fromkeys(range(101, 106), 0)
    with answer_cutter(database) as proxy, EventLog.open(proxy.url) as through:
        through.append("999", 0, [named("999", "The line is used once before it is cut")])
        for cut in range(CUTS * fault_size):
            stream, is_import, facts = 101 + cut % 5, cut % 5 == 0, 1 if cut % 2 else 3
            fresh = [said(stream, versions[stream] + number) for number in range(1, facts + 1)]
            if is_import:
                proxy.cut_the_answer_to(b"COMMIT")
                # What the first try recorded, the second finds.
                assert through.import_entries(fresh) == Imported(0, facts, 0)
            else:
                proxy.cut_the_answer_to(b"AssessmentRequested/1")
                told += through.append(f"{stream}", versions[stream], fresh)
            versions[stream] += facts
        assert proxy.cuts == CUTS * fault_size
    with RowStore(database) as store:
        projector(store, log).catch_up()
    audit(database, acknowledged=told, facts=1 + sum(versions.values()))


def said(stream: int, version: int) -> Entry[AnyFact]:
    """On another day each time, so that no import takes it for one that was told before."""
    return requested(f"{stream}", date(2020, 1, 1) + timedelta(days=version), n=version)


def test_rows_whose_commit_is_cut_are_written_once(database: str, log: EventLog, fault_size: int) -> None:
    """Each batch is projected, its answer lost, and then received again by a projector that begins anew."""
    cuts = CUTS * fault_size
    log.import_entries(entries(BATCH * cuts, seed=5))
    with answer_cutter(database) as proxy:
        for batch in in_polls(carried(log), BATCH):
            with RowStore(proxy.url) as store:
                projecting = projector(store, log)
                proxy.cut_the_answer_to(b"COMMIT")
                with pytest.raises(psycopg.OperationalError):
                    projecting.project(batch)
            with RowStore(proxy.url) as store:
                assert projector(store, log).project(batch) == Projected(repeats=BATCH)
        assert proxy.cuts == cuts
    audit(database, facts=BATCH * cuts)
