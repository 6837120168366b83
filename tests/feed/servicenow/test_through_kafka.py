"""A ticket system polled by the service itself, with the real broker between the log and the facts."""

from datetime import date
from pathlib import Path

import pytest

from infra.fake_servicenow.app import PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.story import ASSESSMENTS, steps, tell
from infra.fake_servicenow.table import Table
from services.ingest.feed.service import FeedThreads, Topics
from services.ingest.feed.sources import ServiceNow, Sources, SourceSettings
from shared.domain.facts import AssessmentAccepted, AssessmentReturned
from shared.domain.history import effective
from shared.domain.reference import ModificationRef
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from tests import given
from tests.feed.tickets import SOURCE
from tests.waiting import until

pytestmark = pytest.mark.integration

STREAMS = sorted({ModificationRef.parse(row.modification).stream for row in ASSESSMENTS})


def told(log: EventLog) -> list[tuple[str, date]]:
    """What the log says of acceptances and returns now."""
    histories = [effective(log.history(stream)) for stream in STREAMS]
    facts = [recorded for history in histories for recorded in history]
    return sorted(
        (recorded.stream, recorded.day)
        for recorded in facts
        if isinstance(recorded.fact, AssessmentAccepted | AssessmentReturned)
    )


def test_the_story_of_june_2020_arrives_while_it_is_told_through_every_trap_that_passes(
    database: str, kafka_bootstrap: str, topic_name: str, tmp_path: Path
) -> None:
    table = Table()
    with serving(FakeServiceNow(table)) as url, EventLog.open(database) as log:
        for row in ASSESSMENTS:
            log.import_entries(given.entries(f"2019-01-07  {row.modification}  ProposalConverted  route=refinement"))
        settings = ServiceNow.model_validate(
            {"url": url, "user": USER, "password": PASSWORD, "every_seconds": 0.2, "page": 3}
        )
        sources = Sources(sources={SOURCE: SourceSettings(servicenow=settings)})
        topics = Topics.beside(topic_name)
        table.traps.set("undefined-order", "other-zone", "renamed-choices", "errors")
        with FeedThreads(database, kafka_bootstrap, topics, tmp_path / "keys", sources):
            for step in steps():
                tell(table, step)
            days = [(row.modification, row.accepted_on or row.returned_on) for row in ASSESSMENTS]
            expected = sorted((ModificationRef.parse(label).stream, day) for label, day in days if day)
            until(lambda: told(log) == expected, 120, every_seconds=0.5)
            with FeedBox(database, Sealer(tmp_path / "keys")) as box:
                until(lambda: box.polling(SOURCE).polled_at)
                (standing,) = box.pollings()
                assert (standing.source, standing.failures, standing.trouble) == (SOURCE, 0, None)
