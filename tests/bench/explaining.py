"""Any figure and any line of the June paper explained: with the exact facts, each found by taking it away."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import TypeVar

from services.projector.rebuild import rebuild
from services.reporter.assemble import assemble
from services.reporter.explain.explainer import Explainer
from services.reporter.explain.places import places
from services.reporter.explain.telling import telling_of
from services.reporter.load import load
from services.reporter.replay import histories
from services.reporter.view import View
from shared.eventlog.log import EventLog
from shared.garbage import NEW_VALUES_OF_PAPERS
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.bench.as_a_service import collected_seldom
from tests.bench.figures import Figures, Goal, Row
from tests.bench.rounds import in_turns, seconds
from tests.bench.stand import Stand
from tests.services.reporter.papers import JUNE, june_history

T = TypeVar("T")
GOAL = Goal("at most", 50)
MEAN = "assessments.pa.open.mean_wd"


def explaining(stand: Stand) -> Iterator[Row]:
    with june(stand) as (log, store), collected_seldom(NEW_VALUES_OF_PAPERS):
        view = load(store, JUNE, log.head())
        report, asked, facts = assemble(view), explainer(log, view), log.head()
        lines = [place for place in places(report) if "(#notes)" not in place.text]
        of_figures = worst(stand.rounds, asked.figure, report.figures)
        of_lines = worst(stand.rounds, asked.line, lines)
        whole = in_turns({"whole": lambda: 1000 * seconds(lambda: alone(log, store))}, stand.rounds)["whole"]
    of = f"each by taking {facts} facts away in turn, rows, report and facts at hand; the slowest of "
    yield Row("any figure of the June paper explained", "ms", of_figures, GOAL, note=f"{of}{len(report.figures)}")
    yield Row("any line of the June paper explained", "ms", of_lines, GOAL, note=f"{of}{len(lines)}")
    yield Row("a figure explained, from the opened database on", "ms", whole, note=f"for information: {MEAN}")


@contextmanager
def june(stand: Stand) -> Iterator[tuple[EventLog, RowStore]]:
    """A log of the facts of the June paper, and all their rows."""
    with stand.database() as database, EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries([told.entry for told in june_history()])
        rebuild(database, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
        yield log, store


def explainer(log: EventLog, view: View) -> Explainer:
    told = histories(log, view)
    return Explainer(view, assemble(view), told, telling_of(told))


def alone(log: EventLog, store: RowStore) -> None:
    explainer(log, load(store, JUNE, log.head())).figure(MEAN)


def worst(rounds: int, explain: Callable[[T], object], asked: Iterable[T]) -> Figures:
    """In milliseconds: of each the median of the rounds, and of these the slowest."""
    return Figures((1000 * max(median(took(explain, each) for _ in range(rounds)) for each in asked),))


def took(explain: Callable[[T], object], asked: T) -> float:
    return seconds(lambda: explain(asked))
