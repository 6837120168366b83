"""A next version takes over what a released version left behind: it refuses the old rows, and one command mends it."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from infra.ports import free_port
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.store import RowStore
from tests.cli.command import Ran, secchange
from tests.flow.processes import service, until_ready
from tests.stack import of_services
from tests.upgrade.released import Released, releases

pytestmark = pytest.mark.integration

NEXT = "tests.upgrade.next_version"
each_release = pytest.mark.parametrize("released", releases(), ids=lambda released: released.folder.name)

JUNE = {
    "stream": "release/2020-06",
    "opened_on": "2019-10-01",
    "settled_on": "2020-05-06",
    "name": "2020-06",
    "plans": [
        {"on": "2019-10-01", "told_by": "release/2020-06#1", "planned_on": "2020-06-25"},
        {"on": "2020-03-30", "told_by": "release/2020-06#2", "planned_on": "2020-05-06", "moved": True},
    ],
    "live": {"on": "2020-05-06", "told_by": "release/2020-06#3"},
}
NOVEMBER = {
    "stream": "release/2020-11",
    "opened_on": "2020-06-01",
    "name": "2020-11",
    "plans": [{"on": "2020-06-01", "told_by": "release/2020-11#1", "planned_on": "2020-11-05"}],
}
PLANNED = {
    "type": "ReleasePlanned",
    "version": 2,
    "ref": "release/2020-11",
    "occurred_on": "2020-06-01",
    "known_at": "2020-06-01T12:00:00Z",
    "source": {"kind": "register", "ref": "given"},
    "data": {"planned_on": "2020-11-05", "firm": True},
}


@pytest.fixture
def env(database: str, kafka_bootstrap: str, topic_name: str) -> dict[str, str]:
    """A full stack's settings, with a topic of its own on the broker of the run."""
    return {
        "SECCHANGE_DATABASE_URL": database,
        "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "SECCHANGE_TOPIC": topic_name,
    }


def is_new(model: ReadModel[Any]) -> bool:
    """Whether the last release had it in another version, or not at all."""
    then = releases()[-1].folds().get(model.name)
    return then is None or then.version != model.version


def rows(database: str) -> list[Any]:
    """The live rows of releases, as they stand, whatever version made them."""
    with RowStore(database) as store, psycopg.connect(database) as connection:
        live = store.live_if_any()
        assert live is not None
        found = connection.execute(f"SELECT row FROM projected.releases_{live.id}_open ORDER BY key").fetchall()
    return [row for (row,) in found]


@contextmanager
def carried(env: dict[str, str], folder: Path) -> Iterator[None]:
    """Relay and projector of the next version, both ready."""
    with ExitStack() as services:
        ports = {name: free_port() for name in ("ingest", "projector")}
        for name, port in ports.items():
            of_next = service(name, "--port", str(port), env=env, log=folder / f"{name}.log", program=NEXT)
            services.enter_context(of_next)
        for port in ports.values():
            until_ready(f"http://127.0.0.1:{port}/health/ready")
        yield


@each_release
def test_this_version_takes_over_what_a_released_one_left(
    database: str, env: dict[str, str], released: Released
) -> None:
    released.load(database)
    rebuilt = secchange("project", "rebuild", "--json", env=env)
    assert (rebuilt.code, json.loads(rebuilt.out)["differing"]) == (0, 0)
    assert rows(database) == [JUNE]


def test_a_new_version_of_a_fact_and_of_a_read_model_is_brought_in_by_a_rebuild(
    database: str, env: dict[str, str], tmp_path: Path
) -> None:
    def run(*arguments: str, stdin: bytes | None = None) -> Ran:
        return secchange(*arguments, env=env, program=NEXT, stdin=stdin)

    [*_, released] = releases()
    released.load(database)
    env = of_services(env)
    left = rows(database)
    assert [row["name"] for row in left] == ["2020-06"]

    for refused in (run("projector"), run("reporter"), run("releases", "list")):
        assert (refused.code, "made by other read models" in refused.err) == (1, True)
        assert "`secchange project rebuild`" in refused.err
    assert rows(database) == left, "what refuses changes nothing"

    rebuilt = run("project", "rebuild", "--json")
    told = json.loads(rebuilt.out)
    assert (rebuilt.code, told["facts"], told["parked"], told["differing"]) == (0, 50, 0, 0)
    assert set(told["not_compared"]) == {"releases"} | {model.name for model in READ_MODELS if is_new(model)}
    assert rows(database) == [JUNE | {"firm": False}]

    with carried(env, tmp_path):
        imported = run("import", "facts", "-", stdin=json.dumps(PLANNED).encode())
        assert (imported.code, imported.err) == (0, "")
    assert rows(database) == [JUNE | {"firm": False}, NOVEMBER | {"firm": True}]

    before = secchange("releases", "list", env=env)
    assert (before.code, "made by other read models" in before.err) == (1, True), "the old program does not read on"
