"""A home whose register knows the modifications of June 2020, and none of their assessments."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.ingest.from_paper import facts_of
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact, FigureStated
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.papers.read import read
from tests.services.reporter.papers import published

PROJECT = Path(__file__).parents[2]
SHEET = PROJECT / "tests" / "examples" / "dcc_assessments_june_2020.csv"
PAPER = PROJECT / "services" / "ingest" / "papers" / "SECP_81_1906_12.md"


def without_assessments() -> list[Entry[AnyFact]]:
    """What the paper says of everything else."""
    told = facts_of(read(published()), lambda stream: ()).entries
    return [each for each in told if not each.data.OF_AN_ASSESSMENT and not _is_a_figure_of_them(each.data)]


def _is_a_figure_of_them(fact: AnyFact) -> bool:
    return isinstance(fact, FigureStated) and fact.name.startswith("assessments.")


@contextmanager
def log_of(home: Path) -> Iterator[EventLog]:
    with EmbeddedPostgres(home) as server, EventLog.open(server.url) as log:
        yield log
