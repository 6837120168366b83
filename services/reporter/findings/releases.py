"""PURE. Releases whose day has gone by, and nothing says that they, or what they were to bring, went live."""

from collections.abc import Iterator
from datetime import date

from services.reporter import words
from services.reporter.findings.plans import lapsed_in_the_news
from services.reporter.names import in_order, label
from services.reporter.report import Report
from services.reporter.sections.releases import date_of, is_standalone, parts_of, waiting
from services.reporter.view import View
from shared.domain.streams import release as stream_of
from shared.papers.finding import Finding
from shared.readmodels import RELEASES
from shared.readmodels.implementations import Implementation


def releases_that_lapsed(view: View, report: Report) -> Iterator[Finding]:
    """In every paper that prints something as waiting for the release; else in the paper of its day alone."""
    left = waiting(view)
    names = {row.name for row in view.of(RELEASES).values()} | {row.release for row in left}
    for name in sorted(names):
        on, those = date_of(view, name), [row for row in left if row.release == name]
        if on is not None and on < view.cut.as_of and (those or _told_nothing_of(view, name, on)):
            yield _finding(view, name, on, those)


def _told_nothing_of(view: View, name: str, on: date) -> bool:
    if not lapsed_in_the_news(view, on) or _is_live(view, name):
        return False
    return not any(row.is_implemented_at(view.cut.as_of) for row in parts_of(view, name))


def _is_live(view: View, name: str) -> bool:
    row = view.of(RELEASES).get(stream_of(name))
    return row is not None and row.live is not None and row.live.on <= view.cut.as_of


def _finding(view: View, name: str, on: date, left: list[Implementation]) -> Finding:
    streams = in_order(list({row.stream for row in left}))
    row = view.of(RELEASES).get(stream_of(name))
    steps = (*(row.plans if row else ()), *(row.assigned for row in left if row.assigned))
    labels = words.in_a_row(tuple(label(view, stream) for stream in streams)) if streams else ""
    return Finding(
        rule="release-lapsed",
        message=_message(name, on, _is_live(view, name), labels),
        mend="record ReleaseWentLive and ProposalImplemented, or the day to which it was moved.",
        subjects=(stream_of(name), *streams, *dict.fromkeys(id for step in steps for id in step.evidence)),
    )


def _message(name: str, on: date, live: bool, labels: str) -> str:
    what = "standalone release" if is_standalone(name) else f"{words.release(name)} Release"
    if live:
        return f"The {what} went live on {words.day(on)}, and nothing says that this implemented {labels}."
    kept = f"; still printed as waiting for it: {labels}" if labels else ""
    return f"The {what} was planned for {words.day(on)}, and nothing says that it went live{kept}."
