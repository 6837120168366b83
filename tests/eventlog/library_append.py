"""The library's own append, as a process that can be given up: `python -m tests.eventlog.library_append URL COUNT`."""

import sys

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict


def append(url: str, count: int) -> None:
    """`count` events of 450 bytes in one call, each of a stream of its own; prints `done`."""
    place = conninfo_to_dict(url)
    database = PostgresDatastore(
        dbname=str(place["dbname"]),
        host=str(place["host"]),
        port="5432",
        user=str(place["user"]),
        password="none",
        originator_id_type="text",
    )
    recorder = PostgresApplicationRecorder(database, events_table_name="library_events")
    recorder.create_table()
    recorder.insert_events([StoredEvent(f"stream-{number}", 1, "Topic", b"x" * 450) for number in range(count)])
    print("done")


if __name__ == "__main__":
    append(sys.argv[1], int(sys.argv[2]))
