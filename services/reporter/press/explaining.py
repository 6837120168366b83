"""What explains a paper: its view, all facts of the streams that it rests on, and what was issued for its month."""

from services.reporter.assemble import assemble
from services.reporter.explain.against import Before
from services.reporter.explain.explainer import Explainer
from services.reporter.explain.telling import telling_of
from services.reporter.issued.history import editions
from services.reporter.issued.inputs import asked_of
from services.reporter.load import load
from services.reporter.replay import histories
from services.reporter.view import View
from shared.domain.streams import paper
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore


def explainer_of(log: EventLog, rows: RowStore, view: View, position: int) -> Explainer:
    """Of the paper of the view, beside what was out by `position`, which is complete."""
    told = histories(log, view, rows.discarded())
    return Explainer(view, assemble(view), told, telling_of(told), _issued(log, rows, view, position))


def _issued(log: EventLog, rows: RowStore, view: View, position: int) -> Before | None:
    """The last edition that was out by then, made again; None where it counts days otherwise."""
    out = editions(log.history(paper(str(view.cut.month)), upto=position))
    if not out or out[-1].fact.inputs.day_count != view.cut.day_count:
        return None
    fact = out[-1].fact
    then = load(rows, view.cut.month, fact.inputs.position, asked_of(fact.inputs))
    return Before(fact.paper_ref, fact.edition, assemble(then))
