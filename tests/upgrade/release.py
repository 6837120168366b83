"""Writes `released/<version>/` for the version that is about to be released: `python -m tests.upgrade.release`."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from services.projector.rebuild import rebuild
from shared.domain.facts import FACTS
from shared.domain.recorded import StoredFact
from shared.embedded.postgres import EmbeddedPostgres
from shared.embedded.wheel import program
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS
from shared.transport.topics import CHANGE_EVENTS
from tests import stack
from tests.given import entries
from tests.upgrade.released import RELEASED, fold_of, line, paper_of
from tests.upgrade.story import STORY

PROJECT = Path(__file__).parents[2]


def main() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    folder = RELEASED / version
    if folder.exists():
        sys.exit(f"{folder} is there already, and what was released is never changed: raise the version first")
    told = [entry.data.topic() for entry in entries(STORY)]
    if missing := {fact.topic() for fact in FACTS} - set(told):
        sys.exit(f"the story does not tell {', '.join(sorted(missing))}: give each a line in tests/upgrade/story.py")
    folder.mkdir(parents=True)
    write(folder)


def write(folder: Path) -> None:
    """Tells the story to a log of its own, projects it, and keeps all of that in `folder`."""
    with stack.own_folder() as home, EmbeddedPostgres(home / "home") as server, EventLog.open(server.url) as log:
        log.import_entries(entries(STORY))
        rebuild(server.url, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
        facts = log.read(0, 1_000)
        (folder / "database.sql").write_text(dumped(server.url), "utf-8")
    (folder / "facts.ndjson").write_text("".join(f"{line(fact)}\n" for fact in facts), "utf-8")
    (folder / "folds.json").write_text(folds(facts), "utf-8")
    papers = [paper_of(facts, "2020-06")._asdict()]
    (folder / "papers.json").write_text(json.dumps(papers, indent=2) + "\n", "utf-8")


def dumped(url: str) -> str:
    """The whole database as SQL, without what only psql understands and without owners."""
    options = ("--inserts", "--no-owner", "--no-privileges", "--no-comments")
    done = subprocess.run([program("pg_dump"), *options, url], capture_output=True, check=True)
    kept = [each for each in done.stdout.decode().splitlines() if each and not each.startswith(("\\", "--"))]
    return "\n".join(kept) + "\n"


def folds(facts: Sequence[StoredFact]) -> str:
    return json.dumps({model.name: fold_of(model, facts)._asdict() for model in READ_MODELS}, indent=2) + "\n"


if __name__ == "__main__":
    main()
