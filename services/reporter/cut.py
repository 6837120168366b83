"""PURE. Which cut the paper of a month has: the days it covers, from its plan or else by rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.reporter.rows import RowSource
from services.reporter.view import Cut
from shared.domain.calendar import CALENDARS, Calendar
from shared.domain.period import Month, Window
from shared.readmodels import MEETINGS, PAPERS
from shared.readmodels.papers import Paper

DAY_COUNT = "weekdays_both_ends"
"""As the published papers count; `sec_working_days` is the other one."""
CALENDAR = "england_and_wales/1"
RULES = "rules/1"
"""Which facts make which lines and figures. Raised when the same facts give another paper."""
TEMPLATE = "paper/2"
"""The words, and the form of the page. Raised when the same lines are printed otherwise."""
PAPER_DAY_BEFORE_PANEL_WD = 5
"""Papers go out 5 Working Days before the Panel: 12 June for 19 June 2020."""


class NewsEndBeforeTheyBegin(ValueError):
    """No paper can cover days that end before they begin; the message names both."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone asked to be otherwise than planned; None is as planned, or by rule."""

    news_from: date | None = None
    news_to: date | None = None
    stats_to: date | None = None
    day_count: str | None = None
    beside: str | None = None
    known_at: datetime | None = None
    calendar: str | None = None
    rules: str | None = None
    template: str | None = None

    @property
    def of_any_paper(self) -> "Asked":
        """What of it holds for the paper before as well, which is seen beside this one."""
        return Asked(day_count=self.day_count, calendar=self.calendar, rules=self.rules, template=self.template)


class UnknownVersion(LookupError):
    """The rules, the template or the calendar of that version are not in this version of secchange."""

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        super().__init__(f"{wanted} is no {kind} that this version of secchange has: it has {', '.join(sorted(known))}")


def cut_of(month: Month, rows: RowSource, position: int, asked: Asked | None = None) -> Cut:
    """The cut of the paper of `month`. Raises NewsEndBeforeTheyBegin, and UnknownVersion of the calendar."""
    asked = asked or Asked()
    calendar = calendar_of(asked.calendar or CALENDAR)
    first, last = asked.news_from or news_from(month, rows, calendar), asked.news_to or news_to(month, rows, calendar)
    news = Window(first, last)
    if news.last < news.first:
        raise NewsEndBeforeTheyBegin(f"the news of {month} would end on {news.last}, before they begin on {news.first}")
    return Cut(
        month=month,
        position=position,
        known_at=asked.known_at,
        news=news,
        stats_to=asked.stats_to or _stats_to(month, rows),
        day_count=asked.day_count or DAY_COUNT,
        calendar=calendar.id,
        rules=asked.rules or RULES,
        template=asked.template or TEMPLATE,
        beside=asked.beside,
    )


def news_to(month: Month, rows: RowSource, calendar: Calendar) -> date:
    """As planned; else the paper day: planned, or 5 WD before the first Panel of the month, or the month's last day."""
    paper = paper_of(month, rows)
    if paper and paper.plan:
        return paper.plan.head.news_to or paper.plan.head.issued_on
    panels = _panels_in(month, rows)
    return calendar.add_working_days(min(panels), -PAPER_DAY_BEFORE_PANEL_WD) if panels else month.last_day


def news_from(month: Month, rows: RowSource, calendar: Calendar) -> date:
    """As planned; else the day after the news of the paper before; else the first day of the month before."""
    paper = paper_of(month, rows)
    if paper and paper.plan and paper.plan.head.news_from:
        return paper.plan.head.news_from
    before = month_before(month, rows)
    return news_to(before, rows, calendar) + timedelta(days=1) if before else month.previous.first_day


def _stats_to(month: Month, rows: RowSource) -> date:
    paper = paper_of(month, rows)
    planned = paper.plan.head.stats_to if paper and paper.plan else None
    return planned or month.previous.last_day


def paper_of(month: Month, rows: RowSource) -> Paper | None:
    return rows.of(PAPERS).get(f"paper/{month}")


def month_before(month: Month, rows: RowSource) -> Month | None:
    """The month of the last planned paper before this one, if any."""
    planned = (paper.month for paper in rows.of(PAPERS).values() if paper.plan)
    before = max((other for other in planned if other < str(month)), default=None)
    return Month.parse(before) if before else None


def _panels_in(month: Month, rows: RowSource) -> Iterable[date]:
    meetings = rows.of(MEETINGS).values()
    return [
        meeting.on
        for meeting in meetings
        if meeting.body == "panel" and not meeting.cancelled and month.first_day <= meeting.on <= month.last_day
    ]


def calendar_of(version: str) -> Calendar:
    """The calendar of that version. Raises UnknownVersion."""
    if version not in CALENDARS:
        raise UnknownVersion("calendar", version, CALENDARS)
    return CALENDARS[version]
