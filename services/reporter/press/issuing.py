"""A paper is issued: the very one that somebody else built, with its files kept and its fact told at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import structlog

from services.reporter.assemble import assemble
from services.reporter.issued.acceptance import accepted, not_accepted, reasons_for_nothing, with_issue
from services.reporter.issued.errors import NotIssued
from services.reporter.issued.files import files_of, formats_of
from services.reporter.issued.history import Built, OutFact, to_be_issued
from services.reporter.issued.inputs import asked_of
from services.reporter.issued.of_the_feed import set_aside
from services.reporter.load import load
from services.reporter.press.needs import with_needs
from services.reporter.press.press import By, Done, Press, entry_of, moved_on, refuse
from services.reporter.report import Issue, Report
from shared.domain.facts import FigureChange, ReportIssued, ReportRestated
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.domain.streams import paper
from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from shared.feed.items import Item, items_of
from shared.logs import LogEvent
from shared.papers.finding import Finding

_log = structlog.get_logger()
F = TypeVar("F", ReportIssued, ReportRestated)


class Held(NamedTuple):
    """What holds a paper up: findings for which no reason was given."""

    findings: tuple[Finding, ...]


class Ready(NamedTuple):
    """A paper that nothing holds up. `history` is of its stream, as it was when it was looked at."""

    month: Month
    history: Sequence[Recorded]
    built: Built
    report: Report
    files: Mapping[str, bytes]


def issue(
    press: Press, month: Month, paper_ref: str, reasons: Mapping[str, str], by: By, others: Sequence[Finding] = ()
) -> Done | Held:
    """Issues the paper that was built last, at a position that is complete.

    `reasons`: why findings are accepted, by rule, or by rule and subject. `others`: findings that the paper itself does
    not make. Raises NoSuchPaper, and NotIssued where something else stands against it.
    """
    history = press.log.history(paper(str(month)))
    built = to_be_issued(history, str(month), "")
    fact = ReportIssued(
        paper_ref=paper_ref, inputs=built.fact.inputs, checkpoint="–", formats=built.fact.formats, built=built.told.id
    )
    refuse("IssueReport", fact, month, history, by)
    ready = made_ready(press, month, history, built, paper_ref, reasons, others)
    return ready if isinstance(ready, Held) else send_out(press, ready, whole(fact, ready), by)


def awaited(log: EventLog, month: Month) -> Built:
    """What `issue` would issue: whoever calls sees to it that its position is complete. Raises as that does."""
    return to_be_issued(log.history(paper(str(month))), str(month), "")


def made_ready(
    press: Press,
    month: Month,
    history: Sequence[Recorded],
    built: Built,
    paper_ref: str,
    reasons: Mapping[str, str],
    others: Sequence[Finding] = (),
    finished: Callable[[Report], Report] = lambda report: report,
    changes: tuple[FigureChange, ...] = (),
) -> Ready | Held:
    """The paper that was built, `finished`, with all that it prints of its issue. Raises NotIssued."""
    inputs = built.fact.inputs
    if paper_ref != built.fact.paper_ref:
        raise NotIssued(f"what was built is {built.fact.paper_ref}, not {paper_ref}: expected its own reference")
    view = load(press.rows, month, inputs.position, asked_of(inputs))
    report = _as_it_was_built(with_needs(press, view, assemble(view)), built)
    findings = (*report.findings, *set_aside(view, _items(press.log)), *others)
    if missing := not_accepted(findings, reasons):
        return Held(missing)
    if idle := reasons_for_nothing(findings, reasons):
        raise NotIssued(f"nothing was found by {', '.join(idle)}: expected reasons for what was found alone")
    issue = Issue(
        paper_ref,
        built.fact.edition,
        press.checkpoints.checkpoint_at(inputs.position),
        accepted(findings, reasons),
        changes,
    )
    out = with_issue(finished(report), issue)
    return Ready(month, history, built, out, files_of(out, _forms(built)))


def whole(fact: F, ready: Ready) -> F:
    """The fact with what was only known when all was ready."""
    issued = ready.report.issue
    assert issued is not None
    told = {"checkpoint": issued.checkpoint, "accepted": issued.accepted, "formats": formats_of(ready.files)}
    return fact.model_copy(update=told)


def send_out(press: Press, ready: Ready, fact: OutFact, by: By) -> Done:
    """Keeps the files and records the fact: both, or neither. Raises NotIssued where somebody else was quicker."""
    told = entry_of(fact, ready.month, by)
    id = f"{told.stream}#{len(ready.history) + 1}"
    keep = press.kept.keeping(str(ready.month), fact.edition, id, ready.files)
    try:
        (done,) = press.log.append_beside(told.stream, len(ready.history), [told], keep)
    except WrongVersion:
        raise moved_on(ready.month) from None
    size = sum(map(len, ready.files.values()))
    _log.info(LogEvent.REPORT_ISSUED, fact=done.id, edition=fact.edition, formats=len(ready.files), size_bytes=size)
    return Done(done, ready.files)


def _as_it_was_built(report: Report, built: Built) -> Report:
    """Raises NotIssued where the paper comes out otherwise than whoever built it saw it."""
    now = {each.format: each.sha256 for each in formats_of(files_of(report, _forms(built)))}
    if unlike := [each.format for each in built.fact.formats if each.sha256 != now[each.format]]:
        raise NotIssued(
            f"the paper comes out otherwise than it was built by {built.told.id} ({', '.join(unlike)}): build it again"
        )
    return report


def _forms(built: Built) -> tuple[str, ...]:
    return tuple(each.format for each in built.fact.formats)


def _items(log: EventLog) -> list[Item]:
    """All that was ever set aside of the feed."""
    feeds = [stream for stream in log.streams() if stream.startswith("feed/")]
    return [item for stream in feeds for item in items_of(log.history(stream)).values()]
