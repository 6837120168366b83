"""Polling a ticket system in which very many tickets have changed, into the inbox and on into the log."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from infra.fake_servicenow.app import PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.table import Table
from services.ingest.feed.clock import now
from services.ingest.feed.reader import FeedReader
from services.ingest.feed.servicenow.client import TableClient
from services.ingest.feed.servicenow.poller import Poller
from services.ingest.feed.sources import ServiceNow, Sources, SourceSettings
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from tests import given, stack
from tests.bench.figures import Figures, Goal, Row
from tests.bench.rounds import seconds
from tests.bench.stand import Stand

SOURCE = "urn:dcc:itsm:bench"
MODIFICATIONS = 400


def polling(stand: Stand) -> Iterator[Row]:
    tickets = stand.size(10_000, 300)
    table = Table()
    ids = [_ticket(table, number) for number in range(tickets)]
    polled, read = [], []
    with serving(FakeServiceNow(table)) as url, stand.database() as database, _opened(database) as (log, box):
        settings = ServiceNow.model_validate({"url": url, "user": USER, "password": PASSWORD})
        reader = FeedReader(box, log, Sources(sources={SOURCE: SourceSettings(servicenow=settings)}))
        with closing(TableClient(settings)) as client:
            poller = Poller(SOURCE, settings, client, box, now)
            for round in range(stand.rounds):
                for sys_id in ids:
                    table.update(sys_id, state="-3", u_target_wd=str(15 + round))
                polled.append(seconds(poller.poll))
                read.append(seconds(lambda: reader.pump(now())))
    measure = f"poll of {tickets:,} changed tickets, kept durably"
    yield Row(
        measure, "s", Figures(tuple(polled)), Goal("at most", 20), note="pages of 200; the source shares the cores"
    )
    yield Row("the same tickets read into the log", "s", Figures(tuple(read)))


def _ticket(table: Table, number: int) -> str:
    told = {"u_modification": f"MP{100 + number % MODIFICATIONS}", "u_assessment_type": "PA", "u_target_wd": "15"}
    return table.create(f"CHG{number:07d}", at=None, state="-4", u_accepted_on="2020-03-26", **told)


@contextmanager
def _opened(database: str) -> Iterator[tuple[EventLog, FeedBox]]:
    with (
        stack.own_folder() as folder,
        EventLog.open(database) as log,
        FeedBox(database, Sealer(Path(folder) / "keys")) as box,
    ):
        for number in range(MODIFICATIONS):
            log.import_entries(given.entries(f"2018-12-03  MP{100 + number}  ProposalConverted  route=refinement"))
        yield log, box
