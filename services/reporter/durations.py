"""PURE. How long a DCC assessment took or is taking: counted from dates, stated by a source, or both."""

from datetime import date
from typing import NamedTuple

from services.reporter.cut import DAY_COUNT
from services.reporter.names import in_order, label
from services.reporter.once import once
from services.reporter.view import View
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS, Span
from shared.domain.vocabulary import AssessmentKind
from shared.readmodels import ASSESSMENTS
from shared.readmodels.assessments import Assessment


class Duration(NamedTuple):
    """One assessment at the end of the statistics. `until`: that day, or the day of its return.

    `counted_wd`: by the cut's convention, where acceptance is dated; `beside_wd`: by the one beside it, where one is
    asked for. `stated_wd`: where a source states it for exactly that day. What is stated is printed, even where it
    differs: a clock may have stopped that nobody reported. But papers state it by their own convention: where the cut
    has another (`stated_otherwise`), what can be counted is printed as counted.
    """

    row: Assessment
    label: str
    accepted_on: date | None
    until: date
    target_wd: int | None
    span: Span | None
    counted_wd: int | None
    stated_wd: int | None
    evidence: tuple[str, ...]
    printed_wd: int | None
    beside_wd: int | None = None
    stated_otherwise: bool = False

    @property
    def is_counted(self) -> bool:
        """What is printed follows from dates."""
        return self.counted_wd is not None and self.printed_wd == self.counted_wd

    @property
    def differs(self) -> bool:
        if self.stated_otherwise or self.stated_wd is None or self.counted_wd is None:
            return False
        return self.stated_wd != self.counted_wd

    @property
    def over_wd(self) -> int:
        """Working Days over target; 0 or less is in time, or not to be told."""
        return self.printed_wd - self.target_wd if self.printed_wd is not None and self.target_wd is not None else 0


def open_assessments(view: View, kind: AssessmentKind | None = None) -> tuple[Duration, ...]:
    """Accepted and not returned at the end of the statistics, by number, PA before IA."""
    return tuple(taken for taken in _open(view) if kind in (None, taken.row.kind))


@once
def _open(view: View) -> tuple[Duration, ...]:
    to = view.cut.stats_to
    rows = [row for row in view.of(ASSESSMENTS).values() if row.state_at(to) in ("open", "stopped")]
    return _sorted(view, rows, {row.key: to for row in rows})


def completed_assessments(view: View, kind: AssessmentKind | None = None) -> tuple[Duration, ...]:
    """Returned within the 12 months of the statistics, by number, then by day of return."""
    return tuple(taken for taken in _completed(view) if kind in (None, taken.row.kind))


@once
def _completed(view: View) -> tuple[Duration, ...]:
    window, returned = view.cut.statistics, {}
    for row in view.of(ASSESSMENTS).values():
        last = row.last("returned", window.last)
        if last and row.state_at(window.last) == "returned" and last.on in window:
            returned[row.key] = last.on
    rows = [row for row in view.of(ASSESSMENTS).values() if row.key in returned]
    return _sorted(view, rows, returned)


def _sorted(view: View, rows: list[Assessment], until: dict[str, date]) -> tuple[Duration, ...]:
    place = {stream: at for at, stream in enumerate(in_order(list({row.stream for row in rows})))}
    rows = sorted(rows, key=lambda row: (place[row.stream], until[row.key], row.kind == "IA", row.n))
    return tuple(duration(view, row, until[row.key]) for row in rows)


def duration(view: View, row: Assessment, until: date) -> Duration:
    accepted = row.accepted_by(until)
    target = row.target_at(until)
    stated = row.stated_at(until)
    first = accepted.on if accepted and accepted.exact else None
    span = _span(view, row, first, until, view.cut.day_count) if first else None
    beside = _span(view, row, first, until, view.cut.beside) if first and view.cut.beside else None
    counted_wd = span.working_days if span else None
    stated_wd = stated.duration_wd if stated else None
    otherwise = view.cut.day_count != DAY_COUNT
    is_counted = stated_wd is None or (otherwise and counted_wd is not None)
    return Duration(
        row=row,
        label=label(view, row.stream),
        accepted_on=first,
        until=until,
        target_wd=target.target_wd if target else None,
        span=span,
        counted_wd=counted_wd,
        stated_wd=stated_wd,
        evidence=row.evidence_at(until),
        printed_wd=counted_wd if is_counted else stated_wd,
        beside_wd=beside.working_days if beside else None,
        stated_otherwise=otherwise,
    )


def _span(view: View, row: Assessment, accepted_on: date, until: date, day_count: str) -> Span:
    return Span(accepted_on, until, CONVENTIONS[day_count], CALENDARS[view.cut.calendar], row.stops_at(until))
