"""Whatever a superuser does to the log is named, with its position; where only they can, by the checkpoints outside."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from services.cli.verdicts import every_topic
from shared.eventlog.log import EventLog
from shared.trailstore import walk
from shared.trailstore.key_files import KeyFiles
from shared.trailstore.outside import Outside
from shared.trailstore.verdict import Verdict
from shared.trailstore.verifying import look_through, verify
from tests import stack
from tests.trailstore.given import facts, record, trail_of
from tests.trailstore.tampering import TAMPERINGS, Log, Tamper, as_superuser

pytestmark = pytest.mark.integration

DEEDS = 500
SIGNED = (100, 255, 300, 512, 530)


@dataclass(frozen=True, slots=True)
class Given:
    """A log of two tiles and more, with gaps in its positions, and what is held outside of it."""

    database: str
    folder: Path
    origin: str
    log: Log

    def looked_through(self, connection: Connection[Any], *, outside: bool = True) -> Verdict:
        return look_through(
            connection,
            KeyFiles(self.folder / "trail-keys", self.origin),
            Outside(self.folder / ("checkpoints" if outside else "nothing"), self.origin),
            every_topic(),
            lambda position: None,
        )


@pytest.fixture(scope="module")
def given(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    folder = tmp_path_factory.mktemp("outside")
    with (
        stack.fresh_database(postgres_url) as database,
        EventLog.open(database) as log,
        trail_of(database, folder) as trail,
    ):
        size = 0
        for signed in SIGNED:
            record(log, facts(signed - size, start=size))
            size = signed
            trail.checkpoint_at()
            with psycopg.connect(database) as connection:
                connection.execute("SELECT nextval('eventlog.facts_notification_id_seq')")
        record(log, facts(20, start=size))
        trail.grow()
        yield Given(database, folder, trail.origin, _positions(database))


def _positions(database: str) -> Log:
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT notification_id FROM eventlog.facts ORDER BY 1").fetchall()
    positions = tuple(row[0] for row in rows)
    signed = tuple(positions[size - 1] for size in SIGNED)
    free = tuple(each for each in range(1, positions[-1]) if each not in positions)
    assert len(free) == len(SIGNED)
    return Log(positions, signed, free)


def test_a_log_that_nobody_touched_is_as_it_was_recorded(given: Given) -> None:
    found = verify(given.database, given.folder / "trail-keys", given.folder / "checkpoints", (), lambda position: None)
    assert found.findings == ()
    assert (found.facts, found.covered, found.held) == (550, 550, 5)
    assert [each.size for each in found.agreed] == list(SIGNED)
    assert [f"up to position {given.log.signed[-1]}" in remark for remark in found.remarks] == [True]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_every_deed_is_named_with_its_position(given: Given, tamper: Tamper, fault_size: int) -> None:
    """What the database alone shows, is looked at with the checkpoints outside and without them in turn."""
    random = Random(tamper.__name__)
    for number in range(fault_size * DEEDS // len(TAMPERINGS)):
        with as_superuser(given.database) as connection:
            deed = tamper(connection, given.log, random)
            if deed.seen_inside:
                found = given.looked_through(connection, outside=number % 2 == 0)
            else:
                found, alone = given.looked_through(connection), given.looked_through(connection, outside=False)
                assert alone.findings == (), f"deed {number}: {deed}, alone {alone.findings[:3]}"
                assert any("cannot be known" in remark for remark in alone.remarks)
        said = f"deed {number}: {deed}, found {found.findings[:3]}"
        if deed.seen_inside or deed.position <= given.log.signed[-1]:
            assert (found.findings[0].kind, found.findings[0].position) == (deed.kind, deed.position), said
            assert deed.seen_inside or found.findings[0].until in given.log.signed, said
        else:
            # What was done after the last checkpoint was made, nothing can show.
            assert found.findings == (), said
            assert any(f"up to position {given.log.signed[-1]}" in remark for remark in found.remarks)


def test_a_deed_is_seen_once_it_is_committed(given: Given, postgres_url: str) -> None:
    """As `audit verify` looks: over a connection of its own."""
    with stack.fresh_database(postgres_url) as database, EventLog.open(database) as log:
        record(log, facts(5))
        with trail_of(database, given.folder / "another") as trail:
            trail.checkpoint_at()
        with psycopg.connect(database) as connection:
            connection.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_are_kept")
            connection.execute("UPDATE eventlog.facts SET state = state || ' ' WHERE notification_id = 4")
        folder = given.folder / "another"
        found = verify(database, folder / "trail-keys", folder / "checkpoints", (), lambda position: None)
    (finding,) = found.findings
    assert (finding.kind, finding.position) == ("changed", 4)
    assert "104#" not in finding.message
    assert "position 4 (103#1, AssessmentRequested/1)" in finding.message


@pytest.mark.parametrize(
    ("deed", "kinds"),
    [
        (
            "UPDATE trail.tiles SET hashes = sha256('x') || substr(hashes, 33) WHERE level = 0 AND index = 1",
            {"tree changed"},
        ),
        ("UPDATE trail.tiles SET root = sha256('x') WHERE level = 0 AND index = 1", {"tree changed"}),
        ("UPDATE trail.tiles SET positions = substr(positions, 9) || int8send(9999) WHERE index = 0", {"tree changed"}),
        ("DELETE FROM trail.tiles WHERE index = 0", {"tree changed"}),
        ("DELETE FROM trail.runs WHERE first >= 512", set()),
        (
            "INSERT INTO trail.tiles (level, index, hashes, root) "
            "SELECT 1, 0, hashes, root FROM trail.tiles WHERE index = 0",
            {"tree changed"},
        ),
        (
            "INSERT INTO trail.runs (first, positions, hashes) VALUES (9999, int8send(9999), sha256('x'))",
            {"tree changed", "tail cut"},
        ),
    ],
)
def test_what_is_done_to_the_tree_is_told_from_what_is_done_to_facts(given: Given, deed: str, kinds: set[str]) -> None:
    with as_superuser(given.database) as connection:
        connection.execute(deed.encode())
        found = given.looked_through(connection)
    assert {finding.kind for finding in found.findings} == kinds


def kinds_and_places(verdict: Verdict) -> Sequence[tuple[str, int]]:
    return [(finding.kind, finding.position) for finding in verdict.findings]


def test_several_deeds_are_all_told_the_first_first(given: Given) -> None:
    with as_superuser(given.database) as connection:
        for statement in (
            "UPDATE eventlog.facts SET state = state || ' ' WHERE notification_id IN (50, 400)",
            "DELETE FROM eventlog.facts WHERE notification_id IN (10, 500)",
            "UPDATE eventlog.facts SET topic = 'ProposalRaised/1' WHERE notification_id = 300",
        ):
            connection.execute(statement.encode())
        found = given.looked_through(connection)
    assert kinds_and_places(found) == [
        ("deleted", 10),
        ("changed", 50),
        ("retopicked", 300),
        ("changed", 400),
        ("deleted", 500),
    ]


def test_every_fact_shifted_by_one_place_is_found_from_the_first(given: Given) -> None:
    with as_superuser(given.database) as connection:
        connection.execute("UPDATE eventlog.facts SET notification_id = -notification_id")
        connection.execute("UPDATE eventlog.facts SET notification_id = 1 - notification_id")
        found = given.looked_through(connection)
    assert kinds_and_places(found)[0] == ("renumbered", 1)
    assert len(found.findings) >= 500


@contextmanager
def held(given: Given, folder: Path, notes: Sequence[str]) -> Iterator[Path]:
    outside = Outside(folder, given.origin)
    for note in notes:
        outside.keep(note)
    yield folder


def test_checkpoints_that_nobody_of_us_signed_are_refused(given: Given, tmp_path: Path) -> None:
    notes = Outside(given.folder / "checkpoints", given.origin).held().notes
    forged = notes[0].replace("\n100\n", "\n101\n")
    with held(given, tmp_path, [forged, notes[1]]) as folder:
        found = verify(given.database, given.folder / "trail-keys", folder, (), lambda position: None)
    assert [finding.kind for finding in found.findings] == ["checkpoint refused"]
    assert "checkpoint 1 held outside" in found.findings[0].message
    assert [each.size for each in found.agreed] == [255]


def test_another_database_in_its_place_is_noticed(given: Given, tmp_path: Path) -> None:
    notes = Outside(given.folder / "checkpoints", given.origin).held().notes
    Outside(tmp_path, "secchange/00000000").keep(notes[0])
    found = verify(given.database, given.folder / "trail-keys", tmp_path, (), lambda position: None)
    assert [finding.kind for finding in found.findings] == ["another log"]
    assert "secchange/00000000" in found.findings[0].message


def test_more_than_can_be_explained_is_still_found_from_the_first(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "KEPT", 5)
    with as_superuser(given.database) as connection:
        connection.execute("UPDATE eventlog.facts SET state = state || ' ' WHERE notification_id BETWEEN 20 AND 59")
        connection.execute("DELETE FROM eventlog.facts WHERE notification_id BETWEEN 10 AND 19")
        found = given.looked_through(connection)
    assert kinds_and_places(found) == [("deleted", position) for position in range(10, 15)]
    assert "45 further places differ, and are not listed" in found.remarks
