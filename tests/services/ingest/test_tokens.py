"""Who is let in: whoever shows a token whose hash is known, as the person and in the role of its line."""

import os
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from services.ingest.tokens import NotATokenLine, Tokens, known_from, new_token
from shared.process.command import Giver

ANALYST = Giver("Analyst One", "secretariat")


def test_a_token_lets_in_its_person_in_its_role() -> None:
    token, known = new_token(ANALYST)
    tokens = Tokens(None, known.line())
    assert tokens.giver_of(token) == ANALYST
    assert [tokens.giver_of(other) for other in ("", token[:-1], token + "x", known.digest, "\ud800")] == [None] * 5
    assert token not in known.line()


def test_the_file_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    file, tokens = tmp_path / "tokens", Tokens(tmp_path / "tokens")
    assert tokens.known() == ()
    (first, one), (second, two) = new_token(ANALYST), new_token(Giver("M", "dcc"))
    file.write_text(f"# those of SECAS\n\n{one.line()}  # until June\n")
    assert (tokens.giver_of(first), tokens.giver_of(second)) == (ANALYST, None)
    file.write_text(f"{two.line()}\n")
    os.utime(file, (0, 0))
    assert (tokens.giver_of(first), tokens.giver_of(second)) == (None, Giver("M", "dcc"))
    file.unlink()
    assert tokens.giver_of(second) is None


def test_a_line_that_is_not_understood_lets_nobody_in_and_is_told_without_its_hash(tmp_path: Path) -> None:
    token, known = new_token(ANALYST)
    file = tmp_path / "tokens"
    file.write_text(f"{known.digest} pope Somebody\n{known.line()}\n{known.digest[:-1]}\n")
    with capture_logs() as logged:
        assert Tokens(file).giver_of(token) == ANALYST
    assert [(each["event"], each["log_level"], each["line"]) for each in logged] == [
        ("tokens.refused", "error", 1),
        ("tokens.refused", "error", 3),
    ]
    assert known.digest not in str(logged)


@pytest.mark.parametrize("person", ["", "A\nB", "A;B", "A#B", "x" * 201, "\x1b[1m"])
def test_a_person_who_would_not_fit_a_line_gets_no_token(person: str) -> None:
    with pytest.raises(NotATokenLine):
        new_token(Giver(person, "dcc"))


def test_a_hash_in_capital_letters_is_none() -> None:
    with pytest.raises(NotATokenLine, match="64 hexadecimal digits"):
        known_from(f"{'A' * 64} dcc M")
