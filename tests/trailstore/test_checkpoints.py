"""Checkpoints as they are signed, held outside and refused; keys as they are made, followed by others, and missed."""

import os
import shutil
import stat
import threading
from pathlib import Path

import psycopg
import pytest

from shared.eventlog.log import EventLog
from shared.trail.checkpoint import Checkpoint
from shared.trail.keys import NotSigned
from shared.trail.note import SigningKey, read_note, sign
from shared.trailstore.errors import KeysMissing, TrailContradicted, TrailFiles
from shared.trailstore.trail import Trail
from tests.trailstore.given import facts, record, root_by_sql, trail_of

pytestmark = pytest.mark.integration


def test_a_checkpoint_names_the_tree_up_to_a_position(log: EventLog, trail: Trail, database: str) -> None:
    record(log, facts(300))
    notes = [trail.checkpoint_at(position) for position in (257, 300, 5, None, 5_000)]
    told = [trail.keys().accepted(note) for note in notes]
    assert [(each.size, each.position) for each in told] == [(257, 257), (300, 300), (5, 5), (300, 300), (300, 300)]
    assert [each.root for each in told] == [root_by_sql(database, each.size) for each in told]
    assert {each.origin for each in told} == {trail.origin}
    assert notes[1] == notes[3] == notes[4]
    assert trail.outside.held().notes == (notes[0], notes[1], notes[2])


def test_a_log_without_facts_can_be_signed(trail: Trail, database: str) -> None:
    assert trail.keys().periods == ()
    note = trail.checkpoint_at()
    assert trail.keys().accepted(note) == Checkpoint(trail.origin, 0, root_by_sql(database, 0), 0)


def test_keys_and_checkpoints_are_the_owners_alone(trail: Trail, tmp_path: Path) -> None:
    trail.checkpoint_at()
    folders = (tmp_path / "trail-keys", tmp_path / "checkpoints")
    files = [file for folder in folders for file in folder.iterdir()]
    assert len([file for file in files if file.suffix in (".keys", ".secret", ".checkpoints")]) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_first_starts_at_once_make_one_key(log: EventLog, database: str, tmp_path: Path) -> None:
    notes: list[str] = []

    def sign_first() -> None:
        with trail_of(database, tmp_path) as trail:
            notes.append(trail.checkpoint_at())

    threads = [threading.Thread(target=sign_first) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with trail_of(database, tmp_path) as trail:
        assert len(notes) == 4
        assert len(trail.keys().periods) == 1
        assert trail.outside.held().notes == (notes[0],)


def test_keys_are_followed_by_others(log: EventLog, trail: Trail, tmp_path: Path, fault_size: int) -> None:
    """What each signed goes on being accepted; a stolen old key signs nothing more that is."""
    notes, stolen = [], []
    for number in range(3 * fault_size):
        record(log, facts(2, start=2 * number))
        notes.append(trail.checkpoint_at())
        stolen.append(trail.signing_key())
        trail.rotate()
    record(log, facts(2, start=6 * fault_size))
    now = trail.keys().accepted(trail.checkpoint_at())

    assert [trail.keys().accepted(note).size for note in notes] == [2 + 2 * n for n in range(3 * fault_size)]
    assert [period.from_size for period in trail.keys().periods] == [0, *(2 + 2 * n for n in range(3 * fault_size))]
    for key in stolen:
        with pytest.raises(NotSigned, match="withdrawn"):
            trail.keys().accepted(sign(now.text, key))
    assert len(list((tmp_path / "trail-keys").glob("*.secret"))) == 1


def test_old_and_new_key_sign_the_tree_at_which_they_change(log: EventLog, trail: Trail) -> None:
    record(log, facts(3))
    old = trail.signing_key()
    trail.rotate()
    (held,) = trail.outside.held().notes
    assert [read_note(held).signed_by(key.verifying) for key in (old, trail.signing_key())] == [True, True]


def test_a_key_that_was_lost_is_told_and_can_be_followed(log: EventLog, trail: Trail, tmp_path: Path) -> None:
    record(log, facts(3))
    before = trail.checkpoint_at()
    (secret,) = (tmp_path / "trail-keys").glob("*.secret")
    secret.unlink()
    with pytest.raises(KeysMissing, match="audit key rotate"):
        trail.checkpoint_at()
    trail.rotate()
    assert trail.keys().accepted(before).size == trail.keys().accepted(trail.checkpoint_at()).size == 3


def test_keys_are_not_made_anew_where_they_were_lost(log: EventLog, trail: Trail, tmp_path: Path) -> None:
    trail.checkpoint_at()
    shutil.rmtree(tmp_path / "trail-keys")
    with pytest.raises(KeysMissing, match="put it back"):
        trail.checkpoint_at()
    with pytest.raises(KeysMissing, match="put it back"):
        trail.rotate()
    assert not (tmp_path / "trail-keys").exists()


def test_a_secret_that_is_anothers_is_not_signed_with(log: EventLog, trail: Trail, tmp_path: Path) -> None:
    trail.checkpoint_at()
    (secret,) = (tmp_path / "trail-keys").glob("*.secret")
    secret.write_bytes(os.urandom(32))
    with pytest.raises(TrailFiles, match="does not hold the key"):
        trail.checkpoint_at()


def test_a_folder_that_cannot_be_written_is_told(log: EventLog, database: str, tmp_path: Path) -> None:
    (tmp_path / "checkpoints").write_text("a file")
    with trail_of(database, tmp_path) as trail, pytest.raises(TrailFiles, match="checkpoints"):
        trail.checkpoint_at()


def test_nothing_is_signed_over_a_log_that_was_signed_otherwise(log: EventLog, trail: Trail, database: str) -> None:
    record(log, facts(300))
    trail.grow()
    another = Checkpoint(trail.origin, 200, bytes(32), 200)
    trail.outside.keep(sign(another.text, trail.signing_key()))
    with pytest.raises(TrailContradicted, match="audit verify"):
        trail.checkpoint_at()
    with pytest.raises(TrailContradicted, match="audit verify"):
        trail.rotate()


def test_nothing_is_signed_over_a_log_that_has_become_shorter(log: EventLog, trail: Trail, database: str) -> None:
    record(log, facts(3))
    trail.checkpoint_at()
    with psycopg.connect(database) as connection:
        for table in ("eventlog.facts", "trail.runs"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
        connection.execute("DELETE FROM eventlog.facts WHERE notification_id = 3")
        connection.execute("DELETE FROM trail.runs")
    with pytest.raises(TrailContradicted):
        trail.checkpoint_at(2)


def test_a_stranger_cannot_sign_for_the_log(log: EventLog, trail: Trail) -> None:
    record(log, facts(2))
    told = trail.keys().accepted(trail.checkpoint_at()) if trail.signing_key() else None
    assert told is not None
    with pytest.raises(NotSigned, match="none of the keys"):
        trail.keys().accepted(sign(told.text, SigningKey(trail.origin, os.urandom(32))))
