"""`make demo-feed`: the assessments of June 2020 as tickets of a fake ServiceNow, polled into a home of their own.

What else the modifications need to be known comes from the paper itself, without its assessments. The board fills as
the tickets change; at the end it stands on stdout, beside what the paper says.
"""

import argparse
import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table as Board

from infra.fake_servicenow.app import PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.story import LAST_DAY, play
from infra.fake_servicenow.table import Table
from services.cli.exits import WrongUsage, explained
from services.cli.output import put_table
from services.cli.system import System, open_system
from services.ingest.feed.at_home import FeedAtHome
from services.ingest.feed.clock import now
from services.ingest.feed.servicenow.polling import polling
from services.ingest.feed.sources import ServiceNow, Sources, SourceSettings
from services.ingest.from_paper import facts_of
from services.ingest.papers import JUNE_2020, bundled
from services.reporter.cut import CALENDAR
from services.reporter.listings.assessments import assessments
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS
from shared.embedded.locks import HomeLock
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from shared.logs import configure
from shared.papers.decode import text_of
from shared.papers.read import read

HOME = Path(".secchange-demo-feed")
MARK = "made-by-make-demo-feed"
"""A file in the home that tells it from one that holds somebody's own facts."""
SECONDS = 8.0
LOOK_EVERY_SECONDS = 0.2
SOURCE = "urn:dcc:itsm:fake"

PAPER = {("PA", "open"): (6, 78), ("PA", "returned"): (13, 44), ("IA", "open"): (3, 113), ("IA", "returned"): (5, 79)}
"""How many there are, and for how many WD on average, as section 3 of the paper has it."""
OTHERWISE = ("MP106", "MP107", "MP109")
"""Their durations in the paper are shorter than any count from the day on which it says they were accepted."""
COLUMNS = ("Ref", "Kind", "n", "Accepted", "Returned", "Target WD", "WD", "DCC's WD")
NUMERIC = frozenset({2, 5, 6, 7})

Row = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.demo_feed", description="June 2020, told by tickets.")
    parser.add_argument("--home", type=Path, default=HOME, help=f"made anew each time (default: {HOME})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="that the year takes (default: 8)")
    asked = parser.parse_args(arguments)
    configure(level=logging.CRITICAL)
    try:
        demo(asked.home, asked.seconds)
    except Exception as error:
        if (told := explained(error)) is None:
            raise
        print(f"demo-feed: {told.sentence}", file=sys.stderr)
        return told.code
    return 0


def demo(home: Path, seconds: float) -> None:
    """Raises WrongUsage where the home is somebody's own."""
    _made_anew(home)
    table = Table()
    with serving(FakeServiceNow(table)) as url:
        settings = ServiceNow.model_validate({"url": url, "user": USER, "password": PASSWORD})
        sources = Sources(sources={SOURCE: SourceSettings(servicenow=settings)})
        with (
            open_system(home, embedded=True) as system,
            FeedBox(system.url, Sealer(home / "keys" / "feed")) as box,
            FeedAtHome(system.url, system.log, box, sources, now) as feed,
            _board() as show,
        ):
            _record_without_assessments(system.log)
            for _ in _polls(table, seconds, settings, box, system.log):
                feed.pump()
                rows = _rows(system)
                show(rows)
    _put(rows, home)


def _polls(table: Table, seconds: float, settings: ServiceNow, box: FeedBox, log: EventLog) -> Iterator[None]:
    """After each poll, until one that began when all was told."""
    stop = Event()
    player = Thread(target=play, args=(table, seconds, stop), name="story", daemon=True)
    with polling(SOURCE, settings, box, log) as polled:
        player.start()
        try:
            is_over = False
            while not is_over:
                is_over = not player.is_alive()
                polled.poll()
                yield
                player.join(LOOK_EVERY_SECONDS)
        finally:
            stop.set()
            player.join()


def _made_anew(home: Path) -> None:
    if home.exists() and any(home.iterdir()) and not (home / MARK).exists():
        raise WrongUsage(f"{home} holds facts that no demo made: choose another folder with --home")
    lock = HomeLock(home)
    lock.take_or_refuse()
    lock.release()
    shutil.rmtree(home)
    home.mkdir(mode=0o700)
    (home / MARK).write_text("`make demo-feed` filled this home, and fills it anew each time. It may be deleted.\n")


def _record_without_assessments(log: EventLog) -> None:
    told = facts_of(read(text_of(bundled(JUNE_2020))), log.history)
    log.import_entries(entry for entry in told.entries if not entry.data.OF_AN_ASSESSMENT)


def _rows(system: System) -> list[Row]:
    convention, calendar = CONVENTIONS["weekdays_both_ends"], CALENDARS[CALENDAR]
    return assessments(system.rows_at(system.settle()), LAST_DAY, "all", convention, calendar)


@contextmanager
def _board() -> Iterator[Callable[[list[Row]], None]]:
    """On stderr, where somebody watches; gone at the end."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda rows: None
        return
    with Live(console=console, transient=True, auto_refresh=False) as live:
        yield lambda rows: live.update(_drawn(rows), refresh=True)


def _drawn(rows: list[Row]) -> Board:
    board = Board(box=None, pad_edge=False, title=f"Assessments as tickets tell them ({len(rows)})")
    for place, column in enumerate(COLUMNS):
        board.add_column(column, justify="right" if place in NUMERIC else "left")
    for row in rows:
        board.add_row(*("" if cell is None else str(cell) for cell in _cells(row)))
    return board


def _cells(row: Row) -> tuple[object, ...]:
    dates = (row["accepted_on"], row["returned_on"])
    return (row["ref"], row["kind"], row["n"], *dates, row["target_wd"], row["duration_wd"], row["duration_stated"])


def _put(rows: list[Row], home: Path) -> None:
    for state, title in (("open", "Open"), ("returned", "Completed")):
        told = [row for row in rows if row["state"] == state]
        put_table(f"{title} on {LAST_DAY.day} {LAST_DAY:%B %Y} ({len(told)})", COLUMNS, map(_cells, told), NUMERIC)
        print()
    for (kind, state), (count, mean) in PAPER.items():
        found = [row["duration_wd"] for row in rows if (row["kind"], row["state"]) == (kind, state)]
        ours = f"{len(found)}, {round(sum(found) / len(found))} WD on average" if found else "none"
        print(f"{kind} {'open' if state == 'open' else 'completed'}: {ours}; the paper says {count}, {mean} WD")
    print(
        f"\nThe paper counts {', '.join(OTHERWISE[:-1])} and {OTHERWISE[-1]} otherwise than from the days on which it "
        "says they were accepted."
        f"\nTry next: .venv/bin/secchange assessments list --open --as-of {LAST_DAY} --home {home}"
    )


if __name__ == "__main__":
    sys.exit(main())
