"""The tree above its leaves: what is done to a tile there is named, with the place over which it stands."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shared.eventlog.log import EventLog
from shared.trail.tree import inclusion_holds
from shared.trailstore.key_files import KeyFiles
from shared.trailstore.outside import Outside
from shared.trailstore.verifying import look_through
from tests import stack
from tests.trail.plain_tree import mth
from tests.trailstore.given import leaves_by_sql, trail_of
from tests.trailstore.tampering import as_superuser
from tests.trailstore.test_growing import MANY

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

FACTS = 65_800
"""A whole tile of level 1 is over 65,536."""
TOPICS = ("ProposalNamed/1",)
DEEDS = {
    "a hash of level 1": (
        "UPDATE trail.tiles SET hashes = overlay(hashes PLACING sha256('x') FROM 10 * 32 + 1) WHERE level = 1",
        "from position 1 on, tile 0 of level 1 and tile 10 below it do not fit each other",
    ),
    "its root": (
        "UPDATE trail.tiles SET root = sha256('x') WHERE level = 1",
        "from position 1 on, tile 0 of level 1 has a root that is not its own",
    ),
    "all of it": ("DELETE FROM trail.tiles WHERE level = 1", "from position 1 on, tile 0 of level 1 is gone"),
    "one of level 2 beside it": (
        "INSERT INTO trail.tiles (level, index, hashes, root) "
        "SELECT 2, 0, hashes, root FROM trail.tiles WHERE level = 1",
        f"from position {FACTS + 1} on, tile 0 of level 2 was added",
    ),
}


@pytest.fixture(scope="module")
def large(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, str]]:
    """A log whose tree has three levels, where it is, its files, and its name; it is signed for as a whole."""
    folder = tmp_path_factory.mktemp("large")
    with stack.fresh_database(postgres_url) as database, EventLog.open(database):
        with psycopg.connect(database) as connection:
            connection.execute(MANY, (FACTS,))
        with trail_of(database, folder) as trail:
            trail.checkpoint_at()
            yield database, folder, trail.origin


@pytest.mark.parametrize("what", DEEDS)
def test_what_is_done_to_a_tile_above_the_leaves_is_named(large: tuple[str, Path, str], what: str) -> None:
    database, folder, origin = large
    deed, message = DEEDS[what]
    with as_superuser(database) as connection:
        assert connection.execute(deed.encode()).rowcount == 1
        keys, outside = KeyFiles(folder / "trail-keys", origin), Outside(folder / "checkpoints", origin)
        found = look_through(connection, keys, outside, TOPICS, lambda position: None)
    (finding,) = found.findings
    assert (finding.kind, finding.message) == ("tree changed", f"in the tree, over the facts {message}")
    # The facts are those that were signed for, and that is said: it is the tree that was changed.
    assert (found.facts, [each.size for each in found.agreed]) == (FACTS, [FACTS])


def test_what_a_damaged_tile_proves_is_not_believed(large: tuple[str, Path, str]) -> None:
    """Of facts whose proofs lead through the hash that was changed; those of others go on holding."""
    database, folder, _ = large
    with trail_of(database, folder) as trail:
        root = trail.root(FACTS)
    with psycopg.connect(database) as owner:
        owner.execute("ALTER TABLE trail.tiles DISABLE TRIGGER tiles_are_kept")
        owner.execute(DEEDS["a hash of level 1"][0].encode())
    leaves = leaves_by_sql(database)
    with trail_of(database, folder) as trail:
        holds = {
            index: inclusion_holds(index, FACTS, mth([leaves[index]]), trail.inclusion(index, FACTS), root)
            for index in (0, 9 * 256, 10 * 256, 10 * 256 + 255, 11 * 256, 65_535, 65_536, FACTS - 1)
        }
    assert {index for index, held in holds.items() if held} == {10 * 256, 10 * 256 + 255, 65_536, FACTS - 1}
