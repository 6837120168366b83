"""`secchange audit` as people call it: a checkpoint, a look through the log, another key, a log that was changed."""

from pathlib import Path

import psycopg
import pytest

from shared.embedded.postgres import EmbeddedPostgres
from shared.trail.checkpoint import read_checkpoint
from shared.trail.note import read_note, read_vkey
from tests.cli.in_process import Secchange

pytestmark = pytest.mark.integration

FACT = (
    '{{"type": "ProposalNamed", "version": 1, "ref": "MP{number}", "occurred_by": "2020-05-31",'
    ' "known_at": "2020-06-12T00:00:00+01:00", "source": {{"kind": "paper", "ref": "paper/2020-06"}},'
    ' "data": {{"label": "MP{number}", "title": "Meters"}}}}\n'
)


@pytest.fixture
def told(own_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Secchange:
    told = Secchange(own_home, capsys, monkeypatch)
    file = own_home.parent / "facts.ndjson"
    file.write_text("".join(FACT.format(number=number) for number in range(101, 106)))
    told("import", "facts", str(file))
    return told


def test_a_log_is_signed_looked_through_and_signed_by_another_key(told: Secchange) -> None:
    note = told("audit", "checkpoint", "--position", "3")
    checkpoint = read_checkpoint(read_note(note).text)
    assert (checkpoint.size, checkpoint.position) == (3, 3)
    (key,) = told.json("audit", "key", "list")
    assert read_note(note).signed_by(read_vkey(key["key"]))

    found = told.json("audit", "verify")
    assert (found["facts"], found["covered"], found["position"], found["findings"]) == (5, 5, 5, [])
    assert found["checkpoints"] == {"held": 1, "agree": [{"size": 3, "position": 3}]}

    new = told("audit", "key", "rotate").strip()
    assert [(each["key"], each["from_size"], each["until_size"]) for each in told.json("audit", "key", "list")] == [
        (key["key"], 0, 5),
        (new, 5, None),
    ]
    later = told.json("audit", "checkpoint")
    assert (later["size"], later["position"], later["origin"]) == (5, 5, checkpoint.origin)
    assert read_note(later["checkpoint"]).signed_by(read_vkey(new))
    assert told("audit", "verify").splitlines()[1] == "checkpoints held outside: 3, of which 3 agree"
    # To the end: nothing came after it that would be doubted.
    assert told.json("audit", "verify")["remarks"] == ["up to position 5 the log is the one that was signed"]
    trail, keys = (each for each in told.json("doctor") if each["what"] in ("trail", "trail keys"))
    assert (trail["well"], trail["found"]) == (True, "hashed up to position 5 of 5")
    assert (keys["well"], keys["found"]) == (True, f"2 in {told.home / 'trail-keys'}")
    (listed,) = (told.home / "trail-keys").glob("*.keys")
    listed.write_text("no key")
    (keys,) = [each for each in told.json("doctor", code=1) if not each["well"]]
    assert (keys["what"], "is not as it was written" in keys["found"]) == ("trail keys", True)


def test_a_log_that_was_changed_is_told_with_what_cannot_be_known(told: Secchange) -> None:
    with EmbeddedPostgres(told.home) as server, psycopg.connect(server.url) as connection:
        connection.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_are_kept")
        connection.execute("UPDATE eventlog.facts SET state = state || ' ' WHERE notification_id = 2")
        connection.execute("DELETE FROM eventlog.facts WHERE notification_id > 4")
    found = told.json("audit", "verify", code=3)
    assert [(each["kind"], each["position"], each["until"]) for each in found["findings"]] == [
        ("changed", 2, None),
        ("tail cut", 5, 5),
    ]
    assert "no checkpoint that fits is held outside" in found["remarks"][0]
    text = told("audit", "verify", code=3).splitlines()
    assert text[2].startswith("  CHANGED the fact at position 2 (102#1, ProposalNamed/1)")
    assert text[-1] == "2 findings"


def test_keys_that_were_mislaid_are_told_once(told: Secchange) -> None:
    for _ in range(2):
        told("audit", "checkpoint")
    keys = next(told.home.rglob("*.keys"))
    keys.rename(keys.with_suffix(".mislaid"))
    (found,) = told.json("audit", "verify", code=3)["findings"]
    assert found["kind"] == "keys missing"
    assert f"there is no list of keys {keys}: put it back" in found["message"]
    told("audit", "key", "list")
    assert "put the list of keys back" in told.err


def test_a_home_without_facts_has_an_empty_trail(
    own_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Secchange(own_home, capsys, monkeypatch)
    assert told.json("audit", "checkpoint")["size"] == 0
    assert told.json("audit", "verify")["findings"] == []
