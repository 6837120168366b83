"""Which days a paper covers: as planned, or by rule."""

from datetime import date

import pytest

from services.reporter.cut import Asked, cut_of
from services.reporter.views import replayed
from shared.domain.period import Month, Window
from tests.given import history
from tests.services.reporter.papers import june_view
from tests.services.reporter.small import PLANNED

JULY = Month(2020, 7)


def test_june_covers_what_its_plan_says() -> None:
    cut = june_view().cut
    assert cut.news == Window(date(2020, 5, 6), date(2020, 6, 12))
    assert cut.stats_to == date(2020, 5, 31)
    assert cut.statistics == Window(date(2019, 6, 1), date(2020, 5, 31))
    assert (cut.day_count, cut.calendar) == ("weekdays_both_ends", "england_and_wales/1")


def test_news_begin_on_the_day_after_those_of_the_paper_before() -> None:
    cut = cut_of(JULY, replayed(history(PLANNED)), 2)
    assert cut.news == Window(date(2020, 6, 13), date(2020, 7, 10))
    assert cut.stats_to == date(2020, 6, 30)


def test_without_a_paper_before_news_begin_with_the_month_before() -> None:
    cut = cut_of(Month(2020, 6), replayed(history(PLANNED)), 2)
    assert cut.news == Window(date(2020, 5, 1), date(2020, 6, 12))


def test_without_a_plan_the_paper_day_is_five_working_days_before_the_panel() -> None:
    """12 June for the Panel of 19 June 2020, and 7 May for that of 15 May, with the bank holiday of 8 May between."""
    panels = replayed(
        history(
            """
            2020-04-01  meeting/panel/2020-05-15  MeetingScheduled
            2020-04-01  meeting/panel/2020-06-19  MeetingScheduled
            """
        )
    )
    assert cut_of(Month(2020, 6), panels, 2).as_of == date(2020, 6, 12)
    assert cut_of(Month(2020, 5), panels, 2).as_of == date(2020, 5, 7)


def test_a_cancelled_panel_is_no_panel() -> None:
    panels = replayed(
        history(
            """
            2020-04-01  meeting/panel/2020-06-19  MeetingScheduled
            2020-04-02  meeting/panel/2020-06-19  MeetingCancelled
            """
        )
    )
    assert cut_of(Month(2020, 6), panels, 2).as_of == date(2020, 6, 30)


def test_what_is_asked_comes_before_what_is_planned() -> None:
    asked = Asked(date(2020, 6, 1), date(2020, 7, 5), date(2020, 5, 31), "sec_working_days")
    cut = cut_of(JULY, replayed(history(PLANNED)), 2, asked)
    assert cut.news == Window(date(2020, 6, 1), date(2020, 7, 5))
    assert (cut.stats_to, cut.day_count) == (date(2020, 5, 31), "sec_working_days")


def test_news_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="would end on 2020-06-01, before they begin on 2020-06-13"):
        cut_of(JULY, replayed(history(PLANNED)), 2, Asked(news_to=date(2020, 6, 1)))
