"""What explains a paper, for `report explain`."""

from services.cli.papers import view_for
from services.cli.reading import Reading
from services.cli.telling import telling_of
from services.reporter.assemble import assemble
from services.reporter.explain.against import Before
from services.reporter.explain.explainer import Explainer
from services.reporter.issued.history import editions
from services.reporter.issued.inputs import asked_of
from services.reporter.load import load
from services.reporter.replay import histories
from services.reporter.view import View
from shared.domain.period import Month
from shared.domain.streams import paper


def explainer_of(now: Reading, month: Month, day_count: str | None = None, beside: str | None = None) -> Explainer:
    """Of the paper of `month` at the reading's position. Raises WrongUsage as `view_for`."""
    view = view_for(now, month, day_count, beside)
    told = histories(now.log, view)
    return Explainer(view, assemble(view), told, telling_of(told), _issued(now, view))


def _issued(now: Reading, view: View) -> Before | None:
    """The last edition that was out by the reading's position, made again; None where it counts days otherwise."""
    out = editions(now.log.history(paper(str(view.cut.month)), upto=now.position))
    if not out or out[-1].fact.inputs.day_count != view.cut.day_count:
        return None
    fact = out[-1].fact
    then = load(now.system.store, view.cut.month, fact.inputs.position, asked_of(fact.inputs))
    return Before(fact.paper_ref, fact.edition, assemble(then))
