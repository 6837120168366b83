"""`secchange feed poll`: once, by hand, as a process that can be killed."""

import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from infra.fake_servicenow.app import PASSWORD, USER
from shared.inbox.sealing import Sealer
from tests.cli.command import PROJECT, Ran, environment, secchange
from tests.feed.servicenow.polled import PolledFeed
from tests.feed.tickets import SOURCE
from tests.waiting import until

pytestmark = pytest.mark.integration


@pytest.fixture
def env(polled: PolledFeed, database: str, tmp_path: Path) -> dict[str, str]:
    """Of a full system whose ticket system is the fake; nothing of it needs the broker."""
    (tmp_path / "sources.toml").write_text(
        f'[sources."{SOURCE}".servicenow]\nurl = "{polled.url}"\nuser = "{USER}"\npassword = "{PASSWORD}"\npage = 5\n'
    )
    polled.feed.box._sealer = Sealer(tmp_path / "keys" / "feed")  # the same keys on both sides
    settings = {"SECCHANGE_DATABASE_URL": database, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:9"}
    return settings | {"SECCHANGE_HOME": str(tmp_path), "SECCHANGE_FEED_SOURCES": str(tmp_path / "sources.toml")}


def poll(env: dict[str, str], *options: str) -> Ran:
    return secchange("feed", "poll", *options, env=env)


def test_it_tells_what_came_and_what_is_gone(polled: PolledFeed, env: dict[str, str]) -> None:
    polled.feed.known("2020-01-02  MP106  ProposalConverted  route=refinement")
    ids = [polled.create(number) for number in range(7)]
    ran = poll(env, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == [{"source": SOURCE, "pages": 2, "rows": 7, "new": 7, "gone": []}]
    polled.work()
    polled.table.delete(ids[3])
    ran = poll(env, "--sweep", "--source", SOURCE)
    assert ran.code == 3
    assert f"{ids[3]} is not there any more" in ran.err


def test_a_system_that_refuses_or_is_away_is_told_in_a_sentence(polled: PolledFeed, env: dict[str, str]) -> None:
    file = Path(env["SECCHANGE_FEED_SOURCES"])
    file.write_text(file.read_text().replace(USER, "somebody"))
    ran = poll(env)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "answers 401" in ran.err and PASSWORD not in ran.err
    polled.trap("elsewhere")
    assert "asked elsewhere, which is not done" in poll(env).err


def test_nothing_to_poll_is_wrong_usage_that_says_what_is_expected(env: dict[str, str]) -> None:
    ran = poll(env, "--source", "urn:dcc:itsm:other")
    assert (ran.code, "no source 'urn:dcc:itsm:other' that is polled" in ran.err) == (2, True)
    file = Path(env["SECCHANGE_FEED_SOURCES"])
    file.write_text(file.read_text().replace("http://127.0.0.1", "http://dcc.example"))
    ran = poll(env)
    assert (ran.code, "dcc.example is another machine: expected https://" in ran.err) == (2, True)
    assert PASSWORD not in ran.err


def test_a_process_that_is_killed_in_the_middle_of_a_poll_loses_nothing(
    polled: PolledFeed, env: dict[str, str]
) -> None:
    ids = []
    for number in range(60):
        ids.append(polled.create(number))
        polled.clock.move(minutes=7)
    polled.trap("slow")
    for pages in (2, 4):
        before = len(polled.kept())
        command = [sys.executable, "-m", "services.cli", "feed", "poll"]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment(env))
        until(lambda least=before + 5 * pages: len(polled.kept()) >= least)  # type: ignore[misc]
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    polled.trap()
    ran = poll(env)
    assert ran.code == 0, ran.err
    assert Counter(polled.kept()) == Counter(ids)
