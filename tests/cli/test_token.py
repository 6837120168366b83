"""`secchange token`: one is shown once, its hash is kept, and nobody else can read even that."""

import json
from pathlib import Path

from services.ingest.tokens import Tokens
from shared.process.command import Giver
from tests.cli.command import secchange


def test_a_token_is_printed_once_and_its_hash_is_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = secchange("token", "new", "--role", "dcc", "--person", "Service Desk", "--home", str(home))
    assert (made.code, len(made.out.split())) == (0, 1)
    token, file = made.out.strip(), home / "tokens"
    assert Tokens(file).giver_of(token) == Giver("Service Desk", "dcc")
    assert token not in file.read_text()
    assert (file.stat().st_mode & 0o777, home.stat().st_mode & 0o777) == (0o600, 0o700)

    file.write_text(file.read_text().rstrip("\n"))
    second = secchange("token", "new", "--role", "panel", "--person", "P", env={"SECCHANGE_TOKENS": str(file)})
    listed = secchange("token", "list", "--file", str(file), "--json")
    assert [(each["role"], each["person"]) for each in json.loads(listed.out)] == [
        ("dcc", "Service Desk"),
        ("panel", "P"),
    ]
    assert token not in listed.out and second.out.strip() not in listed.out


def test_wrong_usage_makes_no_token(tmp_path: Path) -> None:
    for role, person, says in [("pope", "P", "'pope' is no role"), ("dcc", "A;B", "expected a person")]:
        ran = secchange("token", "new", "--role", role, "--person", person, "--home", str(tmp_path / "home"))
        assert (ran.code, says in ran.err, ran.out) == (2, True, "")
    folder = secchange("token", "new", "--role", "dcc", "--person", "P", "--file", str(tmp_path))
    assert (folder.code, "cannot be written" in folder.err) == (1, True)
    assert not (tmp_path / "home").exists()
