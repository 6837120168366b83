"""`secchange up` polls what is configured; what it brings is on the pages, and so is how the polling goes."""

import json
from pathlib import Path

import pytest

from infra.fake_servicenow.app import PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.table import Table
from infra.ports import free_port
from tests.cli.command import secchange
from tests.feed.tickets import SOURCE
from tests.flow.processes import fetched, service, until_ready
from tests.waiting import until

pytestmark = pytest.mark.integration

PROPOSAL = {
    "type": "ProposalConverted",
    "version": 1,
    "ref": "MP106",
    "occurred_on": "2020-01-02",
    "known_at": "2020-01-02T12:00:00Z",
    "source": {"kind": "register", "ref": "given"},
    "data": {"route": "refinement"},
}


def test_a_ticket_that_changes_is_on_the_pages_soon(own_home: Path, tmp_path: Path) -> None:
    imported = secchange("import", "facts", "-", "--home", str(own_home), stdin=json.dumps(PROPOSAL).encode())
    assert imported.code == 0, imported.err
    table, port = Table(), free_port()
    with serving(FakeServiceNow(table)) as url:
        file = tmp_path / "sources.toml"
        told = {"url": url, "user": USER, "password": PASSWORD}
        lines = [f'[sources."{SOURCE}".servicenow]', *(f"{name} = {json.dumps(value)}" for name, value in told.items())]
        file.write_text("\n".join([*lines, "every_seconds = 0.2"]))
        env = {"SECCHANGE_FEED_SOURCES": str(file)}
        home = ("--port", str(port), "--home", str(own_home))
        with service("up", *home, env=env, log=tmp_path / "up.log"):
            until_ready(f"http://127.0.0.1:{port}/health/ready")
            of = {"u_modification": "MP106", "u_assessment_type": "PA", "u_accepted_on": "2020-03-26"}
            table.create("CHG0000001", at=None, state="-4", **of)
            until(lambda: b"2020-03-26" in fetched(f"http://127.0.0.1:{port}/m/MP106.json"))
            [source] = json.loads(fetched(f"http://127.0.0.1:{port}/feed.json"))["sources"]
            assert (source["source"], source["doors"], source["tickets"], source["trouble"]) == (
                *(SOURCE, ["poll"], 1, None),
            )
            table.traps.set("elsewhere")
            until(lambda: b"5 times in a row" in fetched(f"http://127.0.0.1:{port}/feed"))
            assert b"left alone until" in fetched(f"http://127.0.0.1:{port}/feed")
