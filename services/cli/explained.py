"""What explains a paper, for `report explain`."""

from services.cli.papers import view_for
from services.cli.reading import Reading
from services.reporter.explain.explainer import Explainer
from services.reporter.press import explaining
from shared.domain.period import Month


def explainer_of(now: Reading, month: Month, day_count: str | None = None, beside: str | None = None) -> Explainer:
    """Of the paper of `month` at the reading's position. Raises WrongUsage as `view_for`."""
    view = view_for(now, month, day_count, beside)
    return explaining.explainer_of(now.log, now.system.store, view, now.position)
