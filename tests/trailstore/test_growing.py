"""The tree in the database is the one over the facts, however it grew, whoever grew it, and stays as it was."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from shared.eventlog.log import EventLog
from shared.trail.leaf import leaf_data, leaf_hash
from shared.trail.tree import EMPTY_ROOT, consistency_holds, inclusion_holds
from shared.trailstore import growing
from shared.trailstore.errors import TrailError
from shared.trailstore.tiles import Tile, read_tiles
from shared.trailstore.trail import Trail
from tests.trail.plain_tree import mth
from tests.trailstore.given import facts, leaves_by_sql, record, root_by_sql, trail_of

pytestmark = pytest.mark.integration


def test_an_empty_log_has_the_empty_tree(trail: Trail) -> None:
    assert (trail.grow(), trail.root(0), trail.size_at(10)) == (0, EMPTY_ROOT, 0)


def test_every_root_is_that_of_the_stored_bytes(log: EventLog, trail: Trail, database: str) -> None:
    """Grown in pieces that end before, at and after the ends of tiles."""
    size = 0
    for piece in (1, 1, 253, 1, 1, 255, 600):
        record(log, facts(piece, start=size))
        size += piece
        assert trail.grow() == size
        assert trail.root(size) == root_by_sql(database, size)
    assert trail.grow() == size  # nothing more
    leaves = leaves_by_sql(database)
    assert [trail.root(each) for each in (0, 1, 2, 255, 256, 257, 511, 512, 513, 1111)] == [
        mth(leaves[:each]) for each in (0, 1, 2, 255, 256, 257, 511, 512, 513, 1111)
    ]


def test_a_tree_of_three_tiers_proves(log: EventLog, database: str, tmp_path: Path) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(MANY, (66_000,))
    with trail_of(database, tmp_path) as trail:
        size = trail.grow()
        assert size == 66_000
        root, leaves = trail.root(size), leaves_by_sql(database)
        assert root == mth(leaves)
        for index in (0, 255, 4_097, 65_535, 65_536, 65_999):
            assert inclusion_holds(index, size, mth([leaves[index]]), trail.inclusion(index, size), root)
        for old in (257, 65_537):
            assert consistency_holds(old, size, mth(leaves[:old]), root, trail.consistency(old, size))
    with trail_of(database, tmp_path) as again:
        assert again.root(size) == root


MANY = """
INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
SELECT 'many', number, 'ProposalNamed/1', '{}', '2020-06-12', '2020-06-12'
FROM generate_series(1, %s) AS number
"""


def test_proofs_of_all_facts_at_all_sizes_hold(log: EventLog, trail: Trail, database: str) -> None:
    record(log, facts(300))
    trail.grow()
    leaves = leaves_by_sql(database)
    for size in (1, 2, 3, 100, 255, 256, 257, 299, 300):
        root = mth(leaves[:size])
        for index in range(0, size, 7):
            assert inclusion_holds(index, size, mth([leaves[index]]), trail.inclusion(index, size), root)
            assert consistency_holds(
                index + 1, size, mth(leaves[: index + 1]), root, trail.consistency(index + 1, size)
            )


def test_positions_with_gaps_are_found(log: EventLog, trail: Trail, database: str) -> None:
    """A save that fails leaves a hole where its positions would have been."""
    record(log, facts(2))
    with psycopg.connect(database) as connection:
        connection.execute(MANY, (7,))
        connection.rollback()
    record(log, facts(300, start=2))
    trail.grow()
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT notification_id FROM eventlog.facts ORDER BY 1").fetchall()
    positions = [row[0] for row in rows]
    assert positions[:3] == [1, 2, 10]
    assert [trail.size_at(position) for position in positions] == list(range(1, 303))
    assert [trail.index_of(position) for position in positions] == list(range(302))
    assert [trail.size_at(each) for each in (0, 5, 9, 10_000)] == [0, 2, 2, 302]
    with pytest.raises(TrailError, match="no fact at position 5"):
        trail.index_of(5)


def test_a_fact_comes_with_its_proof(log: EventLog, trail: Trail, database: str) -> None:
    record(log, facts(300))
    trail.grow()
    leaves = leaves_by_sql(database)
    for size in (300, 299, 256):
        root = mth(leaves[:size])
        for position in (1, 2, 200, 255, 256, 257, 299, 300):
            if position > size:
                with pytest.raises(TrailError, match=f"none at position {position}"):
                    trail.proved(position, size)
                continue
            line, index, path = trail.proved(position, size)
            assert (line.position, index, leaf_data(line)) == (position, position - 1, leaves[position - 1])
            assert inclusion_holds(index, size, leaf_hash(line), path, root)
    with pytest.raises(TrailError, match="no fact at position 301"):
        trail.proved(301, 300)


def test_what_was_hashed_is_not_hashed_anew(log: EventLog, trail: Trail, database: str) -> None:
    record(log, facts(200))
    trail.grow()
    before = trail.root(200)
    with psycopg.connect(database) as connection:
        connection.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_are_kept")
        connection.execute("UPDATE eventlog.facts SET state = '{}' WHERE notification_id = 3")
    record(log, facts(100, start=200))
    assert trail.grow() == 300
    assert trail.root(200) == before
    assert trail.root(300) != root_by_sql(database, 300)


def test_growers_at_once_grow_one_tree(
    log: EventLog, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "FACTS_PER_PAGE", 100)
    record(log, facts(700))
    troubles: list[BaseException] = []

    def grow() -> None:
        try:
            with trail_of(database, tmp_path) as trail:
                assert trail.grow() == 700
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=grow) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    with trail_of(database, tmp_path) as trail:
        assert trail.root(700) == root_by_sql(database, 700)


def test_whoever_looks_while_tiles_are_made_of_runs_sees_a_tree_that_is_whole(
    log: EventLog, trail: Trail, database: str, tmp_path: Path
) -> None:
    seen, troubles, stop = [0], list[TrailError](), threading.Event()

    def look() -> None:
        with trail_of(database, tmp_path / "other") as other:
            while not stop.is_set():
                try:
                    seen.append(other.size())
                except TrailError as error:
                    troubles.append(error)

    lookers = [threading.Thread(target=look) for _ in range(2)]
    for looker in lookers:
        looker.start()
    try:
        for start in range(0, 1_950, 150):
            record(log, facts(150, start=start))
            trail.grow()
    finally:
        stop.set()
        for looker in lookers:
            looker.join()
    assert not troubles
    assert set(seen) <= set(range(0, 1_951, 150))


def test_a_node_is_found_where_its_tile_is_made_of_runs_between_the_question_for_the_one_and_for_the_others(
    log: EventLog, trail: Trail, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(log, facts(200))
    trail.grow()
    root, found = trail.root(200), list[list[Tile]]()

    def read_late(connection: Connection[Any], wanted: Sequence[tuple[int, int]]) -> list[Tile]:
        found.append(read_tiles(connection, wanted))
        if len(found) == 2:  # the first asks for all that are whole, together
            record(log, facts(100, start=200))
            trail.grow()
        return found[-1]

    with trail_of(database, tmp_path / "other") as other:
        monkeypatch.setattr("shared.trailstore.nodes.read_tiles", read_late)
        assert other.root(200) == root
    assert [len(tiles) for tiles in found] == [0, 0, 1]


def test_nobody_changes_what_was_hashed(log: EventLog, trail: Trail, database: str) -> None:
    """Not its owner either, nor a session that calls itself a replica."""
    record(log, facts(257))
    trail.grow()
    for table, column in {"log": "id", "runs": "hashes", "tiles": "hashes"}.items():
        for deed in (
            f"UPDATE trail.{table} SET {column} = {column}",
            f"DELETE FROM trail.{table}",
            f"TRUNCATE trail.{table}",
        ):
            with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SET session_replication_role = replica")
                connection.execute(deed.encode())
