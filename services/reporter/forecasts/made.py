"""PURE. What the paper of a month forecasts: consultations by week, meetings and what goes there, releases."""

from collections.abc import Iterator, Mapping
from datetime import date

from services.reporter.forecasts.forecast import Forecast
from services.reporter.names import label, name_as_proposal
from services.reporter.panel import coming_panel, presented
from services.reporter.prepare.consultations import NAMES, last_day_of
from services.reporter.prepare.point import BODIES
from services.reporter.prepare.releases import titled
from services.reporter.sections.releases import date_of
from services.reporter.view import View
from shared.domain.period import Window
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AgendaPurpose
from shared.readmodels import CONSULTATIONS, IMPLEMENTATIONS, MEETINGS, RELEASES
from shared.readmodels.readmodel import evidence_of

_FOR: Mapping[AgendaPurpose, str] = {"refinement": "the Refinement Process", "report_phase": "the Report Phase"}


def forecasts_of(view: View) -> tuple[Forecast, ...]:
    """In the order of their days; what is to come on one day in the order of the paper."""
    made = (
        *_consultations(view),
        *_meetings(view),
        *_presentations(view),
        *_releases(view),
        *_implementations(view),
    )
    return tuple(sorted(made, key=lambda forecast: forecast.days))


def _consultations(view: View) -> Iterator[Forecast]:
    """Expected in a week that was not over."""
    expected = [row for row in view.of(CONSULTATIONS).values() if row.is_expected_at(view.cut.as_of)]
    for row in sorted(expected, key=lambda row: (ModificationRef.parse(row.stream), row.type, row.n)):
        assert row.week_commencing is not None and row.planned is not None  # is_expected_at says so
        week = Window(row.week_commencing, last_day_of(row.week_commencing))
        which = name_as_proposal(view, row.stream).label
        yield Forecast("consultation", which, f"{NAMES[row.type]} issued", row.key, week, row.planned.evidence)


def _meetings(view: View) -> Iterator[Forecast]:
    day = view.cut.as_of
    for row in sorted(view.of(MEETINGS).values(), key=lambda row: (row.on, row.body)):
        called = [taken for taken in (row.scheduled, row.agenda) if taken and taken.on <= day]
        if row.on > day and called and not (row.cancelled and row.cancelled.on <= day):
            yield Forecast("meeting", BODIES[row.body], "meets", row.stream, _on(row.on), evidence_of(*called))


def _presentations(view: View) -> Iterator[Forecast]:
    """On the agenda of a Panel that is still to meet."""
    panel = coming_panel(view)
    if panel is None or panel.on <= view.cut.as_of:
        return
    for purpose, words in _FOR.items():
        for item in presented(view, purpose):
            what = f"goes to the Panel for {words}"
            yield Forecast("presentation", item.name.label, what, item.name.stream, _on(panel.on), item.evidence)


def _releases(view: View) -> Iterator[Forecast]:
    """That are planned for a day ahead; or for one gone by, where nothing says that they went live."""
    day = view.cut.as_of
    for row in sorted(view.of(RELEASES).values(), key=lambda row: row.name):
        on = row.date_at(day)
        if on and not (row.live and row.live.on <= day):
            plans = [plan for plan in row.plans if plan.on <= day]
            yield Forecast("release", titled(row.name), "goes live", row.stream, _on(on), plans[-1].evidence)


def _implementations(view: View) -> Iterator[Forecast]:
    waiting = [row for row in view.of(IMPLEMENTATIONS).values() if row.is_waiting_at(view.cut.as_of)]
    for row in sorted(waiting, key=lambda row: (ModificationRef.parse(row.stream), row.part or 0, row.release)):
        on = date_of(view, row.release) or row.planned_on
        if on and row.assigned:
            what = f"{f'part {row.part} ' if row.part else ''}implemented in the {titled(row.release)}"
            yield Forecast("implementation", label(view, row.stream), what, row.key, _on(on), row.assigned.evidence)


def _on(day: date) -> Window:
    return Window(day, day)
