"""What all pages have in common: their templates, the day, and how a month is read from an address."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from services.reporter.render.tokens import plain
from services.reporter.web.sources import Now
from shared.domain.london import LONDON
from shared.domain.period import Month

PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
)
PAGES.filters["plain"] = plain


YEARS = range(2000, 2100)
"""Of other years nobody is shown a paper: the days to them would be counted for minutes."""


def page(template: str, now: Now, day: date, **values: Any) -> str:
    return PAGES.get_template(template).render(day=day, position=now.position, **values)


def month_of(text: str) -> Month:
    """Raises the error 404."""
    try:
        month = Month.parse(text)
    except ValueError as error:
        raise HTTPException(404, str(error)) from None
    if month.year not in YEARS:
        raise HTTPException(404, f"no paper is of {month}: expected a month from {YEARS[0]} to {YEARS[-1]}")
    return month


def today() -> date:
    return datetime.now(LONDON).date()
