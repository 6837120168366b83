"""`secchange demo`: the June 2020 paper, from facts, in one process, from nothing."""

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from services.cli.exits import WrongUsage
from services.cli.options import Home

MONTH = "2020-06"
PAPER = "SECP_81_1906_12"
MARK = "made-by-secchange-demo"
"""A file in the home that tells it from one that holds somebody's own facts."""
NO_FACTS = frozenset({"tokens", "keys", "trail-keys", "checkpoints"})
"""What a home may hold beside its database: also where the database is elsewhere."""
STEPS = ("starting PostgreSQL", "recording facts", "carrying and projecting", "writing the paper", "comparing")


def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the paper.")] = Path("out"), home: Home = None
) -> None:
    """Fills a new embedded home from the bundled June 2020 paper, and writes the paper again from its facts.

    Running it again adds nothing and destroys nothing.
    """
    from services.cli.demo_story import told
    from services.cli.files import written
    from services.cli.papers import bytes_of, report_of
    from services.cli.progress import steps
    from services.cli.published import compared
    from services.cli.reading import Reading
    from services.cli.system import open_system, settings_for
    from services.ingest.import_paper import import_paper
    from services.ingest.papers import bundled
    from shared.domain.period import Month

    began = perf_counter()
    where = settings_for(home).home
    _mark(where)
    with steps(STEPS) as next_step, open_system(where, embedded=True) as system:
        next_step()
        imported = import_paper(bundled(PAPER), system.log, now=datetime.now(UTC))
        next_step()
        now = Reading(system, system.settle())
        next_step()
        report = report_of(now, Month.parse(MONTH))
        files = {form: out / f"{MONTH}.{form}" for form in ("html", "md", "json")}
        for form, path in files.items():
            written(path, bytes_of(report, form))
        next_step()
        comparison = compared(bundled(PAPER), report)
    print(told(imported, report, comparison, files, where, perf_counter() - began))


def _mark(home: Path) -> None:
    """The home is new, or a demo's. Another is refused: the demo's facts do not belong among somebody's own."""
    if home.exists() and any(each.name not in NO_FACTS for each in home.iterdir()) and not (home / MARK).exists():
        raise WrongUsage(f"{home} holds facts that no demo made: choose another folder with --home")
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).write_text("`secchange demo` filled this home. It may be deleted while nothing runs.\n")
