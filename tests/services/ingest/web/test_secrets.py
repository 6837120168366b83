"""A token is in nothing that is kept or told: not in logs, answers, facts, or the database at large."""

import io
import logging
from typing import Any

import psycopg
import pytest
import structlog
from psycopg import sql

from services.ingest.web.door import CommandDoor
from shared import logs
from tests.services.ingest.web.giving import RAISE, Door, door_over

pytestmark = pytest.mark.integration

CANARY = "canary-5f2c"


def stored(database: str) -> str:
    """Every row of every table that is ours, as text."""
    with psycopg.connect(database) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)'"
        ).fetchall()
        texts = []
        for schema, table in tables:
            rows = connection.execute(sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(schema, table)))
            texts += [str(row[0]) for row in rows]
    return "\n".join(texts)


def test_no_token_is_told_or_kept(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure(stream, level=logging.DEBUG)
    try:
        with door_over(database) as door:
            said = _all_that_may_be_said(door, monkeypatch)
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
    token = door.givers.token("secretariat", "Analyst One")
    kept = stored(database)
    for secret in (token, token.removeprefix("secchange_"), CANARY):
        for where in (stream.getvalue(), "\n".join(said), kept, kept.encode().hex()):
            assert secret not in where
            assert secret.encode().hex() not in where
    assert "request.failed" in stream.getvalue()
    assert "caller.refused" in stream.getvalue()


def _all_that_may_be_said(door: Door, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    answers = [
        door.post("RaiseProposal", key="k"),
        door.post("RaiseProposal", key="k"),
        door.post("RaiseProposal", b"{"),
        door.post("GrantUrgency", {"ref": "DP125", "on": "2020-06-01", "evidence": "letter"}),
        door.client.post("/commands/RaiseProposal", json=RAISE, headers={"Authorization": f"Bearer {CANARY}"}),
        door.client.post("/commands/RaiseProposal", json=RAISE, headers={"Authorization": f"Basic {CANARY}"}),
    ]

    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(CommandDoor, "give", broken)
    answers.append(door.post("RaiseProposal"))
    assert [answer.status_code for answer in answers] == [201, 201, 400, 422, 401, 401, 500]
    return [f"{answer.text}{answer.headers}" for answer in answers]
