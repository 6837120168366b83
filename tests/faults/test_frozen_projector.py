"""A projector that was frozen wakes up with what it believed, is fenced, and begins anew."""

from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

import pytest

from services.projector.projected import Projected
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.rowstore import commit
from shared.rowstore.errors import Fenced
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of
from shared.transport.topics import CHANGE_EVENTS
from tests import stack
from tests.faults.audit import audit
from tests.faults.members import Member, amid_transactions, member, projected, relayed, until_projected
from tests.flow.processes import service
from tests.histories import entries
from tests.projected import carried, projector
from tests.waiting import until

pytestmark = pytest.mark.integration

FACTS = 30_000
SOME_MORE = 300
A_STEP_SECONDS = 0.002
ALL = set(range(CHANGE_EVENTS.partition_count))


def freeze_amid_its_work(frozen: Member, url: str) -> None:
    """Between two transactions, with facts in hand that it has polled and not projected."""
    with RowStore(url) as store:
        # At once: it does not take long.
        until(lambda: max(marks(store).values(), default=0) > 0, 60, every_seconds=0.002)
    frozen.freeze()
    deadline = monotonic() + 30
    while amid_transactions(url):
        assert monotonic() < deadline, "it was never seen between two transactions"
        frozen.thaw()
        # Time enough for a step.
        sleep(A_STEP_SECONDS)
        frozen.freeze()


def marks(store: RowStore) -> dict[int, int]:
    """How far each partition is projected; none before there are rows."""
    live = store.live_if_any()
    return store.bookmarks(live) if live else {}


def ends(log: EventLog) -> dict[int, int]:
    """The last position of each partition."""
    return {partition_of(fact.stream, len(ALL)): fact.position for fact in log.read(0, log.head())}


def share(members: list[Member]) -> bool:
    """Each partition is held by one of them, and each of them holds some."""
    held = [member.holds() for member in members]
    return all(held) and sorted(partition for each in held for partition in each) == sorted(ALL)


def test_its_partitions_go_to_the_others_and_when_it_wakes_it_is_fenced(
    own_postgres: EmbeddedPostgres, own_kafka: stack.Broker, tmp_path: Path, fault_size: int
) -> None:
    url, facts = own_postgres.url, FACTS * fault_size
    env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": own_kafka.bootstrap}
    told = entries(facts + SOME_MORE, seed=5)
    with EventLog.open(url) as log, ExitStack() as running:
        log.import_entries(told[:facts])
        running.enter_context(service("ingest", env=env, log=tmp_path / "ingest.log"))
        until(lambda: relayed(url) == facts, 60)

        one = running.enter_context(member("one", env, tmp_path))
        freeze_amid_its_work(one, url)
        assert one.holds() == ALL
        assert projected(url) != ends(log)

        two, three = (running.enter_context(member(name, env, tmp_path)) for name in ("two", "three"))
        until(lambda: share([two, three]), 60)
        until_projected(url, ends(log))

        one.thaw()
        until(lambda: bool(one.said(LogEvent.PROJECTOR_FENCED)))
        until(lambda: share([one, two, three]), 60)
        log.import_entries(told[facts:])
        audit(url, facts=facts + SOME_MORE)
        until(lambda: share([one, two, three]))


def wakes_with_its_old_belief(log: EventLog, store: RowStore) -> None:
    """One projects a third and is frozen, another goes on to the second third, and the first wakes."""
    records = carried(log)
    frozen = projector(store, log)
    frozen.project(records[:100])
    assert projector(store, log).project(records[100:200]) == Projected(facts=100)
    frozen.project(records[100:])


@pytest.mark.parametrize("fenced", [True, False])
def test_without_the_fence_the_same_story_ends_in_wrong_rows(
    database: str, fenced: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries(entries(300, seed=5))
        if fenced:
            with pytest.raises(Fenced):
                wakes_with_its_old_belief(log, store)
            projector(store, log).catch_up()
            audit(database, facts=300)
        else:
            assert "  AND b.position = m.before\n" in commit._MOVE
            monkeypatch.setattr(commit, "_MOVE", commit._MOVE.replace("  AND b.position = m.before\n", ""))
            wakes_with_its_old_belief(log, store)
            with pytest.raises(AssertionError, match="a row that the log does not say"):
                audit(database, facts=300)
