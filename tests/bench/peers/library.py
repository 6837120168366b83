"""The library `eventsourcing` with its own recorder: saving, and projecting by its own runner."""

import time
from typing import Any

import psycopg
from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict

from tests.bench.rounds import seconds

BODY = "3. Refine / Assessments completed, " + "x" * 330

# Where the peer keeps how often each modification was told of.
_VIEW = "CREATE TABLE IF NOT EXISTS told (modification text PRIMARY KEY, times integer NOT NULL, last json NOT NULL)"

_TELL = """
INSERT INTO told AS t (modification, times, last)
VALUES (%s, 1, %s)
ON CONFLICT (modification) DO UPDATE
SET times = t.times + 1, last = excluded.last
"""


class Modification(Aggregate):
    """The library's own way of keeping a fact of the same size."""

    @event("Returned")
    def returned(self, target_wd: int, on: str, source: str) -> None: ...


class Modifications(Application[Any]):
    """The peer's application."""


class View(PostgresTrackingRecorder):
    """A row for each modification, written with its tracking record."""

    def tell(self, modification: str, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(_TELL, (modification, "{}"), prepare=True)


class Told(Projection[View]):
    """An upsert and a tracking record for each event."""

    name = "told"

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        self.view.tell(str(domain_event.originator_id), tracking)


def settings(database: str) -> dict[str, str]:
    """The library's settings for the database at this address."""
    given = {"host": "", "port": "5432", "user": "", "password": "-"} | conninfo_to_dict(database)
    keys = {"dbname": "DBNAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    of_postgres = {f"POSTGRES_{key}": str(given[name]) for name, key in keys.items()}
    return of_postgres | {"PERSISTENCE_MODULE": "eventsourcing.postgres"}


def fill(database: str, facts: int, modifications: int = 100) -> None:
    """About so many events, of a hundred modifications in turn."""
    application = Modifications(env=settings(database))
    kept = [Modification() for _ in range(modifications)]
    for _ in range(facts // modifications):
        for modification in kept:
            modification.returned(15, "2020-05-01", BODY)
        application.save(*kept)
    application.close()
    with psycopg.connect(database) as owner:
        owner.execute(_VIEW)


def projected_per_second(database: str) -> float:
    """All events of the log through the library's runner into a row for each modification."""
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("TRUNCATE told")
        owner.execute("DROP TABLE IF EXISTS told_tracking")
    with ProjectionRunner(
        application_class=Modifications, projection_class=Told, view_class=View, env=settings(database)
    ) as runner:
        head = runner.app.recorder.max_notification_id() or 0
        took = seconds(lambda: _until(runner, head))
    return head / took


def _until(runner: Any, head: int) -> None:
    # The runner's own wait looks at ever longer intervals.
    while (runner.view.max_tracking_id(Modifications.name) or 0) < head:
        time.sleep(0.01)
