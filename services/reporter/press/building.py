"""A paper is built: whoever does it has looked at it, and stands by it."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.issued.errors import NoSuchPaper
from services.reporter.issued.files import files_of, formats_of
from services.reporter.issued.history import editions, next_edition
from services.reporter.issued.inputs import inputs_of
from services.reporter.load import load
from services.reporter.press.needs import with_needs
from services.reporter.press.press import By, Done, Press, entry_of, moved_on, refuse
from shared.domain.facts import ReportBuilt
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.domain.streams import paper
from shared.eventlog.errors import WrongVersion
from shared.logs import LogEvent

_log = structlog.get_logger()


def build(press: Press, month: Month, position: int, asked: Asked, by: By) -> Done:
    """Has it recorded that the person built the paper at the position, which is complete, and stands by it.

    Raises NoSuchPaper where none is planned, NotIssued where the role may not.
    """
    history = press.log.history(paper(str(month)))
    view = load(press.rows, month, position, _of_the_same_days(asked, history))
    report = with_needs(press, view, assemble(view))
    if report.header is None:
        raise NoSuchPaper(f"no paper of {month} is planned at position {position}: plan it first, by PlanPaper")
    files = files_of(report)
    fact = ReportBuilt(
        paper_ref=report.header.paper_ref,
        edition=next_edition(history),
        inputs=inputs_of(report.cut),
        formats=formats_of(files),
    )
    refuse("BuildReport", fact, month, history, by)
    told = entry_of(fact, month, by)
    try:
        (done,) = press.log.append(told.stream, len(history), [told])
    except WrongVersion:
        raise moved_on(month) from None
    _log.info(LogEvent.REPORT_BUILT, fact=done.id, edition=fact.edition, position=position)
    return Done(done, files)


def _of_the_same_days(asked: Asked, history: Sequence[Recorded]) -> Asked:
    """A paper that is out already is restated for the days of which it spoke, whatever was planned since."""
    outs = editions(history)
    if not outs:
        return asked
    then = outs[-1].fact.inputs
    return replace(
        asked,
        news_from=asked.news_from or then.news_from,
        news_to=asked.news_to or then.news_to,
        stats_to=asked.stats_to or then.stats_to,
    )
