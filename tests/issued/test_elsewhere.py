"""Issued papers come out the same on a database made from the facts alone, wherever and however it is asked for."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime

import psycopg
import pytest
from psycopg.sql import SQL

from services.reporter.cut import Asked
from services.reporter.press.press import Press
from services.reporter.render import RENDERERS
from shared.domain.london import LONDON
from shared.eventlog.log import EventLog
from shared.issued.store import IssuedStore
from tests.cli.command import PROJECT, environment
from tests.issued.conftest import project
from tests.issued.press import built, issued

pytestmark = [pytest.mark.integration, pytest.mark.timeout(180)]

ELSEWHERE: tuple[Mapping[str, str], ...] = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PGOPTIONS": "-c enable_indexscan=off"},
    {
        **{"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "19060", "PYTHONUTF8": "0"},
        "PGOPTIONS": "-c enable_indexscan=off -c enable_bitmapscan=off",
    },
    {"TZ": "Asia/Kathmandu", "LANG": "de_DE.ISO-8859-1", "PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "1"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4294967295"},
    {"TZ": "UTC", "LC_ALL": "POSIX", "PYTHONHASHSEED": "1"},
)
"""Also where PostgreSQL finds rows by other ways, and so in another order wherever none is asked for."""
OFTEN = 3
"""Of these; with a larger `--fault-size` all."""
COPIED = (
    (
        "eventlog.facts",
        "notification_id, originator_id, originator_version, topic, state, recorded_at, known_at, latest_known_at, "
        "identity",
    ),
    ("issued.papers", "month, edition, format, fact, sha256, content, kept_at"),
)


def copied(old: str, new: str) -> None:
    """The log and the files, line by line; nothing of the rows."""
    with EventLog.open(new), IssuedStore(new):
        pass
    with psycopg.connect(old) as here, psycopg.connect(new) as there:
        for table, columns in COPIED:
            names = SQL(f"{table} ({columns})")
            with (
                here.cursor().copy(SQL("COPY {} TO STDOUT (FORMAT binary)").format(names)) as out,
                there.cursor().copy(SQL("COPY {} FROM STDIN (FORMAT binary)").format(names)) as into,
            ):
                for part in out:
                    into.write(part)


def test_every_issued_paper_is_made_again_from_its_facts(
    press: Press, june: str, database: str, fault_size: int
) -> None:
    places = ELSEWHERE if fault_size > 1 else ELSEWHERE[:OFTEN]
    known_at = datetime(2020, 6, 12, 23, 59, 59, 999999, LONDON)
    asked = Asked(beside="sec_working_days", known_at=known_at)
    built(press, asked=asked, position=press.log.position_known_by(known_at))
    issued(press)
    copied(june, database)
    with EventLog.open(database) as log:
        project(database, log)
    full = {"SECCHANGE_DATABASE_URL": database, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "services.cli", "report", "rebuild", "--all", "--json"],
            cwd=PROJECT,
            env=environment({**full, **place}),
            stdout=subprocess.PIPE,
        )
        for place in places
    ]
    told = [(json.loads(each.communicate(timeout=120)[0]), each.returncode) for each in running]
    paper = {
        "month": "2020-06",
        "edition": "",
        "fact": "paper/2020-06#15",
        "formats": len(RENDERERS),
        "differences": [],
    }
    assert told == [([paper], 0)] * len(places)
